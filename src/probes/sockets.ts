import { Socket } from "node:net";
import type { WorkerReadings } from "../trial/protocol.js";

/**
 * Counts bytes over every client socket that the process opens, whichever library opens it. Drivers keep their
 * sockets to themselves, and Node's own channel for them (`net.client.socket`) isn't told of a socket that is made
 * first and connected later, as pg does; so `connect` itself takes note, once a connection.
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
  const total = (count: (socket: Socket) => number) => [...sockets].reduce((sum, socket) => sum + count(socket), 0);
  const bytesIn = () => total((socket) => socket.bytesRead);
  const bytesOut = () => total((socket) => socket.bytesWritten);
  return () => {
    const start = { in: bytesIn(), out: bytesOut() };
    return () => ({ bytesIn: bytesIn() - start.in, bytesOut: bytesOut() - start.out });
  };
}
