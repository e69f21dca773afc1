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
async function runNpm(args: readonly string[], { cwd, signal }: NpmOptions): Promise<string> {
  signal.throwIfAborted();
  // On Windows execa finds npm.cmd.
  const ended = await execa("npm", [...args], { cwd, stdin: "ignore", cancelSignal: signal, reject: false });
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
 * Runs one npm command; where no network is there, with what npm keeps on disk.
 *
 * @param onOffline is told npm's reason where only the second way worked.
 * @throws what the first way threw, where neither works.
 */
export async function askNpm(
  args: readonly string[],
  options: NpmOptions,
  onOffline: (reason: string) => void,
): Promise<string> {
  const [command = "", ...rest] = args;
  try {
    return await runNpm([command, ...flags, ...rest], options);
  } catch (error) {
    if (!(error instanceof NpmFailure && isNetworkFailure(error))) throw error;
    let answer: string;
    try {
      answer = await runNpm([command, ...flags, "--offline", ...rest], options);
    } catch {
      options.signal.throwIfAborted();
      throw error;
    }
    onOffline(error.reason);
    return answer;
  }
}
