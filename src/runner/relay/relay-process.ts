/**
 * The relay: takes connections and passes on what they say, either way, after a while. A program of its own, so that it
 * disturbs neither the worker nor who watches it; lives as long as its parent, and talks over IPC.
 */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import type { RelayMessage, RelayRequest, ServerPlace } from "./relay.js";
import { startDelayLine } from "./waiting.js";

const mebibyte = 2 ** 20;

/** Most bytes of a connection that are under way: what a gigabyte a second makes of the delay, and some to spare. */
let room = mebibyte;
let server: ServerPlace | undefined;
const line = startDelayLine();

/** Passes on what one end says, in order; no more of it is taken while the other end doesn't take what is under way. */
function carry(from: Socket, to: Socket): void {
  let underWay = 0;
  from.on("data", (chunk) => {
    underWay += chunk.length;
    if (underWay >= room) from.pause();
    line.later(() =>
      to.write(chunk, () => {
        underWay -= chunk.length;
        if (underWay < room) from.resume();
      }),
    );
  });
  from.on("end", () => line.later(() => to.end()));
  from.on("error", () => to.resetAndDestroy());
  from.on("close", () => line.later(() => to.destroySoon()));
}

const relay = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
  if (!server) return client.resetAndDestroy();
  const there = connect({ ...server, allowHalfOpen: true, noDelay: true });
  carry(client, there);
  carry(there, client);
});

const say = (message: RelayMessage) => process.send?.(message);

process.on("message", (message) => {
  const request = message as RelayRequest;
  if (request.kind === "lead-to") {
    server = request.server;
    return;
  }
  const { milliseconds } = request;
  room = Math.ceil((1 + milliseconds) * mebibyte);
  line.setDelay(milliseconds);
  say({ kind: "waiting" });
});
// The parent is gone; or Ctrl-C meant the parent, which ends us when it is done.
process.on("disconnect", () => process.exit());
process.on("SIGINT", () => undefined);

relay.listen(0, "127.0.0.1", () => say({ kind: "listening", port: (relay.address() as AddressInfo).port }));
