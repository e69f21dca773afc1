/** Standard output that goes to a file: all of it arrives, or it is said that it didn't. */
import { fstatSync, writeSync } from "node:fs";
import { UsageError } from "../errors.js";
import { reasonOf } from "../whole-file.js";

/** A stream whose way out can be replaced. */
export type ReplaceableOutput = Pick<NodeJS.WriteStream, "on" | "_write"> & { readonly fd: number };

/**
 * Makes writes to a file go on until all is out: Node's own stream writes once, and ignores how much the system took,
 * so that on a full disk the end of a result would be missing without a word.
 *
 * @param onError told once what keeps the output from going on. Not where its reader went away, like `head`, or its
 *   terminal was closed: the run and its files stay.
 */
export function watchOutput(stream: ReplaceableOutput, onError: (error: UsageError) => void): void {
  if (isFile(stream.fd)) {
    stream._write = (chunk: Buffer | string, encoding: BufferEncoding, done: (error?: Error) => void) => {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
      try {
        for (let written = 0; written < bytes.length;) written += writeSync(stream.fd, bytes, written);
      } catch (error) {
        done(error as Error);
        return;
      }
      done();
    };
  }
  let told = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (told || error.code === "EPIPE" || error.code === "EIO") return;
    told = true;
    onError(
      new UsageError(`Not all could be written to standard output (${reasonOf(error)}); send it somewhere else.`, {
        cause: error,
      }),
    );
  });
}

function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    // Closed by whoever started us.
    return false;
  }
}
