import { printable } from "../report/printable.js";

/** Says a sentence on a stream, as a line of its own, with nothing in it that a terminal would obey. */
export const writeLine = (stream: Pick<NodeJS.WritableStream, "write">, sentence: string): void =>
  void stream.write(`${printable(sentence)}\n`);
