/**
 * What a program imports from "ormeter/api": the commands as functions. What measures is a process of its own, so that
 * nothing of it is in the one that asks: no signal handler, no variable of the environment, no work on its event loop.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../errors.js";
import type { Result } from "../results/schema.js";
import client from "./client.cjs";
import type { ApiCommand } from "./messages.js";
import type { BenchOptions, Calling, CompareOptions, JudgingOptions, UpgradeOptions } from "./options.js";

export { UsageError } from "../errors.js";
export type { BenchOptions, CompareOptions, JudgingOptions, Progress, UpgradeOptions } from "./options.js";
export type { MetricName } from "../metrics.js";
export type { Comparison } from "../results/comparison.js";
export type { Equivalence, Outcome, Reading, Result, Statement, Trial } from "../results/schema.js";

/**
 * Reads one workload in every pattern that was asked for: the one that the options and the project's config name, or
 * ormeter's own data set where they name none.
 *
 * @throws UsageError for what the user can mend; the signal's reason where it was aborted.
 * @example
 *   const result = await bench({ entity: "Order", patterns: "typeorm", rounds: 5 });
 */
export const bench = async (options: BenchOptions = {}): Promise<Result> =>
  only(await measure("bench", options, { several: "call benchAll()" }));

/**
 * Reads every workload that the options and the project's config name, one after another; one result each. Entities that
 * nobody named and that can't be read are passed over, with a note to `onProgress`.
 *
 * @throws as {@link bench} does.
 */
export const benchAll = (options: BenchOptions = {}): Promise<Result[]> => measure("bench", options);

/**
 * Reads one workload with two sets of installed versions in turns, until it is clear what changed: the result's
 * `comparisons` has one.
 *
 * @throws as {@link bench} does.
 */
export const upgrade = async (options: UpgradeOptions): Promise<Result> =>
  only(await measure("upgrade", options, { several: "call upgradeAll()" }));

/** Does so with every workload that the options and the project's config name. */
export const upgradeAll = (options: UpgradeOptions): Promise<Result[]> => measure("upgrade", options);

/**
 * Compares two results, as far as they may be compared.
 *
 * @param baseline a result, or what `ormeter compare` takes: a run's folder, a result's file, a baseline's name.
 * @returns the candidate's result, whose `comparisons` has the one with the baseline.
 * @throws UsageError where a result can't be read.
 */
export async function compare(
  baseline: Result | string,
  candidate: Result | string,
  options: CompareOptions = {},
): Promise<Result> {
  const { compareSides, locate } = await import("./compare-results.js");
  const folder = resolve(options.cwd ?? ".");
  return compareSides(
    await locate(baseline, "baseline", folder),
    await locate(candidate, "candidate", folder),
    options,
  );
}

/**
 * What the command line would end with: 0 fine, 1 something regressed, 3 the reads returned different data, 4 a trial
 * failed or nothing was measured or compared, 5 can't tell (with `strict`).
 *
 * @throws UsageError where `failOn` names no metric.
 */
export async function exitCodeOf(result: Result, options: JudgingOptions = {}): Promise<number> {
  return (await import("./compare-results.js")).exitCodeOf(result, options);
}

async function measure(
  command: ApiCommand,
  { cwd, env, signal, onProgress, ...options }: Calling & object,
  one?: { readonly several: string },
): Promise<Result[]> {
  if (cwd !== undefined && !existsSync(cwd)) throw new UsageError(`cwd must be a folder; there is none at "${cwd}".`);
  const request = { kind: "measure", command, options, only: one } as const;
  const answer = await client.askSession(request, { cwd, env, signal, onProgress });
  if (answer.kind === "done") return answer.value as Result[];
  throw answer.mendable ? new UsageError(answer.message) : new Error(answer.message);
}

function only([result]: readonly Result[]): Result {
  if (!result) throw new Error("There is no result.");
  return result;
}
