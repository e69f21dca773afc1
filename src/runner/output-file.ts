/**
 * Where a worker's standard output goes while it measures: a file, not a pipe. Each line of V8's trace through a pipe
 * wakes its reader, which cost the measured process four fifths of what a line costs (docs/adr/0056).
 */
import { randomUUID } from "node:crypto";
import { closeSync, createReadStream, createWriteStream, openSync, unlinkSync, type WriteStream } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { UsageError } from "../errors.js";

/** A file without a name, so that nothing of it stays whatever becomes of us. */
export interface OutputFile {
  /** For a process to write to; nothing goes through this stream itself. */
  readonly stdout: WriteStream;
  /** Gives what was written to `onLine`, line by line, and lets go of the file. To be called once, at the end. */
  readonly read: (onLine: (line: string) => void) => Promise<void>;
}

/**
 * Opens a file among the system's temporary ones.
 *
 * @throws UsageError where nothing can be written there.
 */
export function openOutputFile(folder = tmpdir()): OutputFile {
  const path = join(folder, `ormeter-${randomUUID()}`);
  let fd: number;
  try {
    fd = openSync(path, "ax+", 0o600);
    unlinkSync(path);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `A worker's output needs a temporary file, and ${folder} lets none be made (${code}). ` +
        "Set TMPDIR to a folder that can be written to.",
    );
  }
  return {
    stdout: createWriteStream("", { fd, autoClose: false }),
    read: async (onLine) => {
      try {
        const text = createReadStream("", { fd, start: 0, autoClose: false, encoding: "utf8" });
        for await (const line of createInterface({ input: text, crlfDelay: Infinity })) onLine(line);
      } finally {
        closeSync(fd);
      }
    },
  };
}
