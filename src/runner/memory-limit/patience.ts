/** How long a read under a limit is waited for: in too little memory it would read its own program from disk for hours. Pure. */
import { readOf } from "../../compare/limits/examine.js";
import type { BenchCase, Trial } from "../../results/schema.js";
import type { WorkerOptions } from "../worker-process.js";

/** So many times as long as its fastest trial is far too long. */
const longer = 5;

/** Milliseconds that each has, however fast it was. */
const least = 10_000;

/**
 * The time limit of a case's next trial, from those of the same read.
 *
 * @param timeout milliseconds that no trial may pass.
 */
export function patience(
  benchCase: BenchCase,
  { cases, trials }: { readonly cases: readonly BenchCase[]; readonly trials: readonly Trial[] },
  timeout: number,
): Pick<WorkerOptions, "timeout" | "timedOut"> {
  const read = readOf(benchCase).id;
  const ids = new Set(cases.filter((each) => readOf(each).id === read).map(({ id }) => id));
  const durations = trials
    .filter((trial) => ids.has(trial.case) && trial.outcome.kind === "completed")
    .map(({ duration }) => duration);
  const own = Math.max(least, longer * Math.min(...durations));
  if (durations.length === 0 || own >= timeout) return { timeout };
  return {
    timeout: own,
    timedOut: `took more than ${String(Math.round(own / 1000))} s, which is far longer than with ample memory, and was ended.`,
  };
}
