/**
 * One command at a time may use a project's embedded server: two would spoil each other's figures.
 *
 * The lock itself is proper-lockfile's; beside it lies who holds it, so that a lock left by a killed process is known
 * at once and not only when it has grown old.
 */
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { hostname } from "node:os";
import lockfile from "proper-lockfile";
import { z } from "zod";
import { UsageError } from "../errors.js";
import { isAlive } from "./left-server.js";
import { readPrivateJson, writePrivateJson } from "./private-file.js";

const owner = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  command: z.string(),
  startedAt: z.string(),
  /** The kernel's start time of the process: tells it from a later one with its number. */
  born: z.string().optional(),
});

type Owner = z.infer<typeof owner>;

/** Gives the lock back; may be called again. */
export type Release = () => Promise<void>;

/** A lock that nobody has touched for so long is stale, whoever its owner was; ms. */
const stale = 60_000;

/**
 * Takes the lock at `path`.
 *
 * @param command what is being run, for the message to others
 * @throws UsageError where another process holds it
 */
export async function lockProject(path: string, command: string): Promise<Release> {
  const ownerFile = `${path}.owner`;
  // Two newcomers must not both take over a dead owner's lock: they decide one after the other.
  const decided = await lockfile.lock(`${path}.deciding`, {
    realpath: false,
    stale: 5_000,
    retries: { retries: 100, factor: 1, minTimeout: 100, maxTimeout: 100 },
  });
  try {
    const holder = await readPrivateJson(ownerFile, owner);
    if (holder && isGone(holder)) await rm(`${path}.lock`, { recursive: true, force: true });
    const release = await takeLock(path, holder);
    await writePrivateJson(ownerFile, {
      pid: process.pid,
      host: hostname(),
      command,
      startedAt: new Date().toISOString(),
      born: bornAt(process.pid),
    } satisfies Owner);
    let released: Promise<void> | undefined;
    return () => (released ??= rm(ownerFile, { force: true }).then(() => release()));
  } finally {
    await decided();
  }
}

async function takeLock(path: string, holder: Owner | undefined): Promise<() => Promise<void>> {
  try {
    return await lockfile.lock(path, {
      realpath: false,
      stale,
      // Someone removed the lock by hand, or this machine slept past its age: the run goes on, its server is its own.
      onCompromised: () => undefined,
    });
  } catch (error) {
    if ((error as { code?: string }).code !== "ELOCKED") throw error;
    const who = holder
      ? `ormeter ${holder.command} (process ${String(holder.pid)}, since ${holder.startedAt})`
      : "another ormeter command";
    throw new UsageError(
      `The embedded server of this project is in use by ${who}, and two commands would spoil each other's figures. ` +
        `Wait for it to end, stop it, or run in another folder.`,
      { cause: error },
    );
  }
}

/** Whether the holder is known to have ended. Processes of another machine can't be seen from here. */
const isGone = (holder: Owner): boolean =>
  holder.host === hostname() && (!isAlive(holder.pid) || bornAt(holder.pid) !== holder.born);

/** When the process started, in the kernel's ticks; undefined where the kernel doesn't say. */
function bornAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "latin1");
    // Field 22; the second, the program's name, may hold blanks and parentheses itself.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
