import { probe } from "./probe.js";

/** A server that answers each byte with ten, and connections to it, by TCP and by a socket in the file system. */
const prelude = `
  import { once } from "node:events";
  import { createConnection, createServer } from "node:net";
  import { tmpdir } from "node:os";
  import { join } from "node:path";
  import { watchSockets } from "../src/probes/sockets.js";

  const serve = async (...where) => {
    const server = createServer((socket) => socket.on("data", (data) => socket.write(Buffer.alloc(data.length * 10))));
    await once(server.listen(...where), "listening");
    return server;
  };
  const connect = async (...where) => {
    const socket = createConnection(...where);
    await once(socket, "connect");
    return socket;
  };
  const exchange = (socket, bytes) => new Promise((resolve) => {
    let received = 0;
    socket.on("data", function onData(data) {
      received += data.length;
      if (received === bytes * 10) { socket.off("data", onData); resolve(); }
    });
    socket.write(Buffer.alloc(bytes));
  });
  const startWindow = watchSockets();
  const tcp = await serve(0, "127.0.0.1");
  const { port } = tcp.address();
`;

test("Bytes are counted in both directions, of this window only, the server's own side not", async () => {
  const readings = await probe(`${prelude}
    const socket = await connect(port, "127.0.0.1");
    await exchange(socket, 500);
    const stop = startWindow();
    await exchange(socket, 70);
    await exchange(socket, 30);
    const first = stop();
    const stopSecond = startWindow();
    await exchange(socket, 7);
    console.log(JSON.stringify({ first, second: stopSecond() }));
    socket.destroy();
    tcp.close();
  `);
  expect(readings).toEqual({ first: { bytesIn: 1000, bytesOut: 100 }, second: { bytesIn: 70, bytesOut: 7 } });
});

test("Every connection counts: several, those opened inside the window, those closed inside it, those by file", async () => {
  const readings = await probe(`${prelude}
    const path = join(tmpdir(), "ormeter-socket-" + process.pid);
    const local = await serve(path);
    const before = await connect(port, "127.0.0.1");
    await exchange(before, 11);
    const stop = startWindow();
    const inside = await connect(port, "127.0.0.1");
    const byFile = await connect(path);
    await Promise.all([exchange(before, 100), exchange(inside, 200), exchange(byFile, 300)]);
    before.destroy();
    inside.end();
    await once(inside, "close");
    console.log(JSON.stringify(stop()));
    byFile.destroy();
    tcp.close();
    local.close();
  `);
  expect(readings).toEqual({ bytesIn: 6000, bytesOut: 600 });
});

test("A window in which nothing was said counts nothing", async () => {
  const readings = await probe(`${prelude}
    const socket = await connect(port, "127.0.0.1");
    console.log(JSON.stringify(startWindow()()));
    socket.destroy();
    tcp.close();
  `);
  expect(readings).toEqual({ bytesIn: 0, bytesOut: 0 });
});
