/**
 * A copy of Node's program that nothing but a run's workers use. What a process reads of files is counted to the container
 * that touched it first: of the Node that this process runs by, nothing would be counted to a container, though it is 40
 * to 70 MB of what a service's container holds, and what the kernel takes away first, and reads again, when it is full.
 */
import { execFile } from "node:child_process";
import { closeSync, openSync, unlinkSync } from "node:fs";
import { copyFile, readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { isAlive } from "../../processes/alive.js";
import { reasonOf } from "../../whole-file.js";
import type { WorkerCommand } from "../worker-process.js";

/** Makes the cache forget a file that nobody uses just now. */
const forget = ["dd", "iflag=nocache", "count=0", "status=none"] as const;

/** Becomes the program, of which nothing is in memory yet. */
const afresh = `${forget.join(" ")} if="$0"; exec "$0" "$@"`;

/** Bytes from which on a program holds all of Node: a smaller one keeps it in a library that others use, too. */
const whole = 40e6;

/** A program that workers have for themselves. */
export interface OwnProgram {
  /** The same command by the copy, where it is one of the program. */
  readonly of: (command: WorkerCommand) => WorkerCommand;
  readonly close: () => void;
}

/**
 * Copies a program to a file without a name, so that nothing of it stays whatever becomes of us.
 *
 * @param folder where it finds room on a disk: a file in memory isn't forgotten.
 * @returns why its pages can't be counted: half a sentence.
 */
export async function ownProgram(program: string, folder: string): Promise<OwnProgram | { readonly absent: string }> {
  const copy = join(folder, `node-${process.pid}`);
  let file: number | undefined;
  try {
    await removeUnfinished(folder);
    if ((await stat(program)).size < whole) return { absent: `${basename(program)} keeps Node in a library` };
    await copyFile(program, copy);
    file = openSync(copy, "r");
    unlinkSync(copy);
    const path = `/proc/${process.pid}/fd/${file}`;
    const run = promisify(execFile);
    await run("sync", [path]);
    await run("sh", ["-c", afresh, path, "--version"]);
    const held = file;
    return {
      of: (command) => (command[0] === program ? ["sh", "-c", afresh, path, ...command.slice(1)] : command),
      close: () => closeSync(held),
    };
  } catch (error) {
    if (file !== undefined) closeSync(file);
    await rm(copy, { force: true });
    return { absent: reasonOf(error) };
  }
}

/** Removes copies of which the run was killed before it took their name away. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^node-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}
