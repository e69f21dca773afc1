/**
 * Where a worker's standard output goes while it measures: a file, not a pipe. Each line of V8's trace through a pipe
 * wakes its reader, which cost the measured process four fifths of what a line costs (docs/adr/0056).
 */
import { randomUUID } from "node:crypto";
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  ftruncateSync,
  openSync,
  unlinkSync,
  writeSync,
  type WriteStream,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { UsageError } from "../errors.js";
import { reasonOf } from "../whole-file.js";

/** A file without a name, so that nothing of it stays whatever becomes of us. */
export interface OutputFile {
  /** For a process to write to; nothing goes through this stream itself. */
  readonly stdout: WriteStream;
  /**
   * Gives what was written to `onLine`, line by line, and lets go of the file. To be called once, at the end.
   *
   * @returns why not all that was written may be there: the disk took no more. Undefined where it still does.
   */
  readonly read: (onLine: (line: string) => void) => Promise<string | undefined>;
}

/** Bytes that must find room: more than the trace of a read of a million rows takes. */
const room = 1 << 18;

/**
 * Opens a file among the system's temporary ones.
 *
 * @throws UsageError where none can be made there.
 */
export function openOutputFile(folder = tmpdir()): OutputFile {
  const path = join(folder, `ormeter-${randomUUID()}`);
  let fd: number;
  try {
    fd = openSync(path, "ax+", 0o600);
    unlinkSync(path);
  } catch (error) {
    throw noPlace(folder, error);
  }
  return {
    stdout: createWriteStream("", { fd, autoClose: false }),
    read: async (onLine) => {
      try {
        const text = createReadStream("", { fd, start: 0, autoClose: false, encoding: "utf8" });
        for await (const line of createInterface({ input: text, crlfDelay: Infinity })) onLine(line);
        const refused = refusalOf(fd);
        return refused && reasonOf(refused);
      } finally {
        closeSync(fd);
      }
    },
  };
}

/**
 * Tries whether a worker's output finds a place, so that one who has none hears of it before a million rows are loaded.
 *
 * @throws UsageError where it doesn't.
 */
export async function tryOutputFile(folder = tmpdir()): Promise<void> {
  const refused = await openOutputFile(folder).read(() => undefined);
  if (refused !== undefined) throw noPlace(folder, new Error(refused));
}

const noPlace = (folder: string, cause: unknown): UsageError =>
  new UsageError(
    `A worker's output needs a temporary file, and ${folder} has no place for it (${reasonOf(cause)}). ` +
      "Set TMPDIR to a folder that can be written to.",
    { cause },
  );

/** Why the file system takes no more at the end of a file, which is left as it was; undefined where it does. */
function refusalOf(fd: number): Error | undefined {
  const { size } = fstatSync(fd);
  try {
    for (let written = 0; written < room;) written += writeSync(fd, Buffer.alloc(room - written));
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    ftruncateSync(fd, size);
  }
}
