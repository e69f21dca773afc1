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
  expect(readings).toEqual({
    first: { bytesIn: 1000, bytesOut: 100, roundTrips: 2 },
    second: { bytesIn: 70, bytesOut: 7, roundTrips: 1 },
  });
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
  expect(readings).toEqual({ bytesIn: 6000, bytesOut: 600, roundTrips: 3 });
});

test("A window in which nothing was said counts nothing", async () => {
  const readings = await probe(`${prelude}
    const socket = await connect(port, "127.0.0.1");
    console.log(JSON.stringify(startWindow()()));
    socket.destroy();
    tcp.close();
  `);
  expect(readings).toEqual({ bytesIn: 0, bytesOut: 0, roundTrips: 0 });
});

test("A round trip is a write that follows something read, however many parts a question or an answer has", async () => {
  const readings = await probe(`${prelude}
    const socket = await connect(port, "127.0.0.1");
    const trips = async (work) => {
      const stop = startWindow();
      await work();
      return stop().roundTrips;
    };
    const alone = await trips(() => exchange(socket, 1));
    const inTurn = await trips(async () => { for (let turn = 0; turn < 5; turn++) await exchange(socket, 3); });
    const inParts = await trips(async () => {
      socket.write(Buffer.alloc(5));
      socket.write(Buffer.alloc(6));
      socket.cork();
      socket.write(Buffer.alloc(7));
      socket.write(Buffer.alloc(8));
      socket.uncork();
      for (let received = 0; received < 260;) received += (await once(socket, "data"))[0].length;
    });
    const longAnswer = await trips(() => exchange(socket, 50_000));
    const another = await connect(port, "127.0.0.1");
    const atOnce = await trips(() => Promise.all([exchange(socket, 1), exchange(another, 1)]));
    console.log(JSON.stringify({ alone, inTurn, inParts, longAnswer, atOnce }));
    socket.destroy();
    another.destroy();
    tcp.close();
  `);
  expect(readings).toEqual({ alone: 1, inTurn: 5, inParts: 1, longAnswer: 1, atOnce: 2 });
});

test("Round trips through TLS are counted as those of a plain connection are, the greeting not", async () => {
  const readings = await probe(`${prelude}
    import { connect as connectTls } from "node:tls";
    import { Worker } from "node:worker_threads";
    const common = "{ ciphers: 'PSK', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', checkServerIdentity: () => undefined }";
    // In a thread of its own, whose sockets aren't this one's.
    const server = new Worker(\`
      const { createServer } = require("node:tls");
      const server = createServer({ ...\${common}, pskCallback: () => Buffer.alloc(32, 1) }, (socket) =>
        socket.on("data", (data) => socket.write(Buffer.alloc(data.length * 10))));
      server.listen(0, "127.0.0.1", () => require("node:worker_threads").parentPort.postMessage(server.address().port));
    \`, { eval: true });
    const [securePort] = await once(server, "message");
    // As pg does: a connection first, and TLS over it.
    const plain = await connect(securePort, "127.0.0.1");
    const secure = connectTls({
      ciphers: "PSK", maxVersion: "TLSv1.2", checkServerIdentity: () => undefined, socket: plain,
      pskCallback: () => ({ psk: Buffer.alloc(32, 1), identity: "reader" }),
    });
    await once(secure, "secureConnect");
    const stop = startWindow();
    await exchange(secure, 10);
    await exchange(secure, 20);
    await exchange(secure, 30);
    console.log(JSON.stringify(stop()));
    secure.destroy();
    await server.terminate();
    tcp.close();
  `);
  expect(readings).toMatchObject({ roundTrips: 3 });
});
