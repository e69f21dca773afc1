/** How long a round trip takes through a relay, beside one past it. */
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { median } from "simple-statistics";

/** Bytes of a ping and of its answer: as long as a short statement. */
const message = Buffer.alloc(64, 1);

/**
 * Asks a server of its own that answers at once, by turns through the relay and past it, so that what disturbs the machine
 * meets both alike.
 *
 * @param port the relay's.
 * @param leadTo points the relay to where it is told.
 * @param count pings on each way.
 * @returns milliseconds that the relay adds to a round trip: the difference of the medians.
 */
export async function pingThrough(
  port: number,
  leadTo: (server: { readonly host: string; readonly port: number }) => void,
  count: number,
): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => socket.on("data", (data) => socket.write(data)));
  const sockets: Socket[] = [];
  try {
    await once(server.listen(0, "127.0.0.1"), "listening");
    const here = { host: "127.0.0.1", port: (server.address() as AddressInfo).port };
    leadTo(here);
    for (const place of [{ ...here, port }, here]) {
      const socket = connect({ ...place, noDelay: true });
      sockets.push(socket);
      await once(socket, "connect");
    }
    const times = sockets.map((): number[] => []);
    for (let ping = 0; ping < count; ping++) {
      for (const [way, socket] of sockets.entries()) times[way]?.push(await roundTrip(socket));
    }
    const [through = NaN, past = NaN] = times.map((each) => median(each));
    return through - past;
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

async function roundTrip(socket: Socket): Promise<number> {
  const start = performance.now();
  socket.write(message);
  for (let received = 0; received < message.length;) received += ((await once(socket, "data")) as [Buffer])[0].length;
  return performance.now() - start;
}
