import type { Result } from "./schema.js";

/** A result without its trials' timelines, which are most of its size and which nothing compares. */
export function withoutTimelines(result: Result): Result {
  const timeline = { absent: "left out where results are compared" };
  const trials = result.trials.map((trial) =>
    trial.outcome.kind === "completed" ? { ...trial, outcome: { ...trial.outcome, timeline } } : trial,
  );
  return { ...result, trials };
}
