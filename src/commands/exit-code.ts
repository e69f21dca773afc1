/** What the exit code says, the same for every command. */
import type { Result } from "../results/schema.js";

/** The exit codes; docs and CI jobs rely on them. */
export const exitCode = {
  fine: 0,
  regressed: 1,
  usage: 2,
  differentData: 3,
  trialFailed: 4,
  inconclusive: 5,
} as const;

/** The exit code that a run's result stands for: different data outweighs a trial that failed. */
export function exitCodeOf({ equivalence, trials, state }: Result): number {
  if (equivalence.kind === "different") return exitCode.differentData;
  const failed = trials.some(({ outcome }) => outcome.kind !== "completed");
  const nothing = state === "complete" && trials.length === 0;
  return failed || nothing ? exitCode.trialFailed : exitCode.fine;
}
