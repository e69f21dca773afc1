/**
 * One command at a time may use a project's embedded server: two would spoil each other's figures.
 *
 * The lock itself is proper-lockfile's; beside it lies who took it last, so that a lock left by a killed process is
 * known at once and not only when it has grown old.
 */
import { rm } from "node:fs/promises";
import lockfile from "proper-lockfile";
import { z } from "zod";
import { UsageError } from "../../../errors.js";
import { isGone, ownIdentity, processIdentity } from "../../../processes/identity.js";
import { readPrivateJson, writePrivateJson } from "./private-file.js";

const owner = processIdentity.extend({ command: z.string(), startedAt: z.string() });

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
    // Whoever takes the lock has said before who it is, so that one without a name is nobody's.
    if (!holder || isGone(holder)) await rm(`${path}.lock`, { recursive: true, force: true });
    else if (await lockfile.check(path, { realpath: false, stale })) throw inUse(holder);
    const startedAt = new Date().toISOString();
    await writePrivateJson(ownerFile, { ...ownIdentity(), command, startedAt } satisfies Owner);
    const release = await lockfile.lock(path, {
      realpath: false,
      stale,
      // Someone removed the lock by hand, or this machine slept past its age: the run goes on, its server is its own.
      onCompromised: () => undefined,
    });
    let released: Promise<void> | undefined;
    return () => (released ??= release());
  } finally {
    await decided();
  }
}

const inUse = ({ command, pid, startedAt }: Owner): UsageError =>
  new UsageError(
    `The embedded server of this project is in use by ormeter ${command} (process ${String(pid)}, since ${startedAt}), ` +
      "and two commands would spoil each other's figures. " +
      "Wait for it to end, stop it, or run in another folder.",
  );
