import { Socket } from "node:net";
import type { WorkerReadings } from "../trial/protocol.js";

/** What Node calls for each write that is handed to the system, alone or several at once. */
const writes = ["_write", "_writev"] as const;

/**
 * Counts bytes and round trips over every client socket that the process opens, whichever library opens it. Drivers keep
 * their sockets to themselves, and Node's own channel for them (`net.client.socket`) isn't told of a socket that is made
 * first and connected later, as pg does; so `connect` itself takes note, once a connection, and writing counts.
 *
 * Call it before the first connection; each call of the function it gives starts a window.
 */
export function watchSockets(): () => () => WorkerReadings {
  const sockets = new Set<Socket>();
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called below with the socket as `this`.
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
    sockets.add(this);
    return Reflect.apply(connect, this, args) as Socket;
  };
  const roundTrips = countTurns((socket) => sockets.has(socket) || isTls(socket));
  const total = (count: (socket: Socket) => number) => [...sockets].reduce((sum, socket) => sum + count(socket), 0);
  const now = () => ({
    bytesIn: total((socket) => socket.bytesRead),
    bytesOut: total((socket) => socket.bytesWritten),
    roundTrips: roundTrips(),
  });
  return () => {
    const start = now();
    return () => {
      const end = now();
      return {
        bytesIn: end.bytesIn - start.bytesIn,
        bytesOut: end.bytesOut - start.bytesOut,
        roundTrips: end.roundTrips - start.roundTrips,
      };
    };
  };
}

/** TLS over a socket that was connected before is a socket of its own, through which the driver writes instead. */
const isTls = (socket: Socket): boolean => "encrypted" in socket;

/**
 * Counts the writes that follow something read: the first of a question, whose answer is waited for, however many parts
 * either has. A socket's first write counts too.
 *
 * @returns how many there were since
 */
function countTurns(isCounted: (socket: Socket) => boolean): () => number {
  let turns = 0;
  /** What a socket had read when it last wrote. */
  const readBefore = new WeakMap<Socket, number>();
  for (const name of writes) {
    // Both are there, though a stream may leave them out.
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called below with the socket as `this`.
    const write = Socket.prototype[name];
    if (!write) continue;
    Socket.prototype[name] = function (this: Socket, ...args: unknown[]): void {
      if (isCounted(this) && readBefore.get(this) !== this.bytesRead) {
        turns++;
        readBefore.set(this, this.bytesRead);
      }
      Reflect.apply(write, this, args);
    };
  }
  return () => turns;
}
