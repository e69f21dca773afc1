/**
 * Files that are written whole or not at all: the one way in which ormeter writes what shall be kept. Whoever reads the
 * file sees all of the old content or all of the new, whatever breaks off meanwhile: a signal, a full disk, a quota.
 */
import { randomBytes } from "node:crypto";
import { rmSync, type Stats } from "node:fs";
import { mkdir, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UsageError } from "./errors.js";

/** How a file is written. */
export interface WholeFile {
  /** What the file holds, for the message: "The report". */
  readonly what: string;
  /** The file's mode, whatever it had; left out: the one it has, or what the umask leaves of 0666. */
  readonly mode?: number;
}

/**
 * Replaces a file, or makes it, and its folder if need be. It takes its name when all of it is on the disk.
 *
 * @throws UsageError naming the file and the reason, where it can't be written; one that was there stands as it was.
 */
export async function writeWhole(file: string, content: string | Uint8Array, { what, mode }: WholeFile): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const target = await realpath(file).catch(() => file);
    const old = await stat(target).catch(() => undefined);
    // A pipe or a device, like /dev/stdout, is written to: nothing could take its place.
    if (old && !old.isFile()) await writeInto(target, content);
    else await replace(target, Buffer.from(content), mode, old);
  } catch (error) {
    throw new UsageError(
      `${what} can't be written to ${file} (${reasonOf(error)}); free some room or name another place.`,
      {
        cause: error,
      },
    );
  }
}

/** Whether a file's name is that of one that was being written when its process was killed. */
export const leftTemporary = (name: string): boolean => /^\..+\.[0-9a-f]{12}\.tmp$/.test(name);

async function replace(target: string, content: Buffer, asked?: number, old?: Stats): Promise<void> {
  const mode = asked ?? (old && old.mode & 0o7777);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  const remove = (): void => rmSync(temporary, { force: true });
  process.once("exit", remove);
  try {
    const handle = await open(temporary, "wx", mode ?? 0o666);
    try {
      // Goes on after a write that the system took only a part of, until all is out or one fails.
      await handle.writeFile(content);
      // Also where root writes into the project of somebody else; where nobody may give a file away, it is the writer's.
      if (old) await handle.chown(old.uid, old.gid).catch(() => undefined);
      if (mode !== undefined) await handle.chmod(mode);
      await handle.sync();
      const { size } = await handle.stat();
      if (size !== content.length) throw new Error(`only ${String(size)} of ${String(content.length)} bytes arrived`);
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    process.off("exit", remove);
  }
}

async function writeInto(target: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(target, "w");
  try {
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
}

/** Why the system refused a file, where that is something the user can fix. */
const fixable: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of that disk is used up",
  EFBIG: "it would be larger than files may be here, see ulimit -f",
  EROFS: "the disk is read-only",
  EACCES: "permission denied",
  EPERM: "not permitted",
  EMFILE: "too many files are open, see ulimit -n",
};

/** What is said of an error: the system's code, with words where there are any. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : fixable[code];
  return code === undefined ? message : words === undefined ? code : `${code}: ${words}`;
}

/**
 * An error of the file system, wherever it was met, as something that the user can fix.
 *
 * @returns undefined for any other error.
 */
export function fileFault(error: unknown): UsageError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = "", path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined || !(code in fixable)) return undefined;
  return new UsageError(`${path ?? "A file"} can't be used (${reasonOf(error)}).`, { cause: error });
}
