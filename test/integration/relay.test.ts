import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startRelay, type Relay } from "../../src/runner/relay/relay.js";

let relay: Relay;
let server: Server | undefined;
afterEach(async () => {
  await relay.close();
  server?.close();
});

/** Serves; gives the relay's port, which leads there. */
async function through(latency: number, serve: (socket: Socket) => void, path?: string): Promise<number> {
  relay = await startRelay(latency);
  server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => serve(socket.on("error", () => undefined)));
  await once(path === undefined ? server.listen(0, "127.0.0.1") : server.listen(path), "listening");
  const url =
    path === undefined
      ? `postgresql://127.0.0.1:${String((server.address() as AddressInfo).port)}/x`
      : `postgresql://localhost/x?host=${path.replace("/.s.PGSQL.5432", "")}`;
  return Number(new URL(relay.urlOf(url)).port);
}

const digest = () => createHash("sha256");

async function received(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test.each([0, 1])("All that either end says arrives, in order, until both have ended: %s ms", async (latency) => {
  const question = randomBytes(3_000_000);
  const answered = randomBytes(7_000_000);
  let heard = "";
  const port = await through(latency, (socket) => {
    const hash = digest();
    socket.on("data", (data) => hash.update(data));
    socket.on("end", () => {
      heard = hash.digest("hex");
      socket.end(answered);
    });
  });
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.end(question);
  expect((await received(socket)).equals(answered)).toBe(true);
  expect(heard).toBe(digest().update(question).digest("hex"));
});

test("A round trip takes so much longer, and the relay says how much it is", async () => {
  const port = await through(20, (socket) => socket.on("data", (data) => socket.write(data)));
  expect(relay.asked).toBe(20);
  expect(relay.added).toBeGreaterThan(10);
  const socket = connect({ port, host: "127.0.0.1" });
  await once(socket, "connect");
  const start = performance.now();
  for (let trip = 0; trip < 5; trip++) {
    socket.write("ping");
    await once(socket, "data");
  }
  // Held back for less than was asked only by as much as passing on takes by itself.
  expect(performance.now() - start).toBeGreaterThan((5 * 20) / 2);
  socket.destroy();
});

test("A server is held up by a client that doesn't read, as it is without a relay", async () => {
  let sent = 0;
  const port = await through(1, (socket) => {
    const piece = Buffer.alloc(2 ** 20);
    const send = (): void => {
      socket.write(piece, (error) => {
        if (error) return;
        sent += piece.length;
        if (sent < 2 ** 29) send();
      });
    };
    send();
  });
  const socket = connect({ port, host: "127.0.0.1" });
  await once(socket, "connect");
  socket.pause();
  let before = -1;
  while (sent !== before) {
    before = sent;
    await sleep(300);
  }
  // What the system's own buffers hold, on both sides of the relay, and the relay's own.
  expect(sent).toBeLessThan(2 ** 26);
  socket.resume();
  await once(socket, "data");
  while (sent < before + 2 ** 24) await sleep(10);
  socket.destroy();
});

test("A server on a socket in the file system is reached as one on a port is", async () => {
  const folder = join(tmpdir(), `ormeter-relay-${String(process.pid)}`);
  const { mkdir, rm } = await import("node:fs/promises");
  await mkdir(folder, { recursive: true });
  try {
    const port = await through(0, (socket) => socket.end("here"), join(folder, ".s.PGSQL.5432"));
    expect((await received(connect({ port, host: "127.0.0.1" }))).toString()).toBe("here");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("A server that breaks off, or isn't there, breaks the client's connection off", async () => {
  const port = await through(0, (socket) => socket.resetAndDestroy());
  const brokenOff = async () => {
    const socket = connect({ port, host: "127.0.0.1" });
    const [error] = (await once(socket.resume(), "error")) as [NodeJS.ErrnoException];
    return error.code;
  };
  expect(await brokenOff()).toBe("ECONNRESET");
  await new Promise((closed) => server?.close(closed));
  expect(await brokenOff()).toBe("ECONNRESET");
});
