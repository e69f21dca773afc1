/** Runs npm: the one on the user's PATH, with the user's settings, but never a package's scripts. */
import { execa } from "execa";
import { UsageError } from "../../errors.js";
import { isNetworkFailure, NpmFailure, readNpmFailure } from "./npm-failure.js";

/** Answers as JSON; a registry that is down is known in seconds, where npm alone would try for over a minute. */
const flags = [
  "--json",
  "--ignore-scripts",
  "--loglevel=error",
  "--no-progress",
  "--no-update-notifier",
  "--fetch-retries=2",
  "--fetch-retry-mintimeout=500",
  "--fetch-retry-maxtimeout=2000",
];

/** One of npm's commands with its arguments. */
export type NpmCommand = readonly [command: string, ...args: string[]];

/** Where npm runs, and what ends it. */
export interface NpmOptions {
  /** Its `.npmrc` counts. */
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/**
 * Runs one npm command to its end.
 *
 * @returns what it wrote to standard output.
 * @throws NpmFailure with npm's reason; UsageError where there is no npm; the signal's reason.
 */
export async function runNpm([command, ...rest]: NpmCommand, { cwd, signal }: NpmOptions): Promise<string> {
  signal.throwIfAborted();
  // On Windows execa finds npm.cmd.
  const ended = await execa("npm", [command, ...flags, ...rest], {
    cwd,
    stdin: "ignore",
    cancelSignal: signal,
    reject: false,
  });
  signal.throwIfAborted();
  if (!ended.failed) return ended.stdout;
  if (ended.exitCode === undefined && ended.signal === undefined) {
    throw new UsageError(
      `npm can't be started (${ended.code ?? "unknown reason"}): it installs the versions, and must be on the PATH.`,
      { cause: ended },
    );
  }
  throw readNpmFailure(ended.stdout, ended.stderr);
}

/**
 * Runs an npm command that asks the registry; with what npm keeps on disk where the registry can't be reached.
 *
 * That is found out first: npm alone would try again and again for each of a hundred packages, use what it keeps
 * after all, and say nothing.
 *
 * @param onOffline is told why, where the answer comes from disk.
 * @throws what `runNpm` throws; the network's failure where what is on disk doesn't do.
 */
export async function askRegistry(
  [command, ...args]: NpmCommand,
  options: NpmOptions,
  onOffline: (reason: string) => void,
): Promise<string> {
  const unreachable = await pingRegistry(options);
  if (!unreachable) return runNpm([command, ...args], options);
  try {
    const answer = await runNpm([command, "--offline", ...args], options);
    onOffline(unreachable.reason);
    return answer;
  } catch (error) {
    throw error instanceof NpmFailure ? unreachable : error;
  }
}

/** Why the registry can't be reached; undefined where it can. */
async function pingRegistry(options: NpmOptions): Promise<NpmFailure | undefined> {
  try {
    await runNpm(["ping"], options);
  } catch (error) {
    if (!(error instanceof NpmFailure)) throw error;
    // A registry that doesn't know the question is there all the same.
    if (isNetworkFailure(error)) return error;
  }
  return undefined;
}
