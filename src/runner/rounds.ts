/** Runs the planned trials, round by round. */
import { UsageError } from "../errors.js";
import type { Trial } from "../results/schema.js";
import type { PlannedTrial } from "./plan.js";
import { runTrial, type TrialContext } from "./trial-runner.js";

/** What a run tells while it runs. */
export interface RunObserver {
  readonly trialStarted: (planned: PlannedTrial) => void;
  readonly trialEnded: (trial: Trial) => void;
  readonly roundEnded: (round: number) => void;
}

/**
 * Runs all trials, one at a time, in the planned order; a round is planned when the one before has ended. After an
 * interruption (`context.signal`) it ends with what there is; the trial that was interrupted is not among it.
 *
 * @throws UsageError where the server ended and doesn't come back: there is nothing left to read from.
 */
export async function runRounds(
  rounds: Iterable<readonly PlannedTrial[]>,
  context: TrialContext,
  observer: RunObserver,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  let ended = 0;
  for (const round of rounds) {
    for (const planned of round) {
      if (context.signal.aborted) return trials;
      observer.trialStarted(planned);
      const trial = await runTrial(planned, context);
      if (!trial) return trials;
      const hasEnded = trial.outcome.kind === "failed" && (await context.serverHasEnded(trial.outcome));
      const said: Trial = hasEnded
        ? { ...trial, outcome: { kind: "failed", message: "the database server ended while it was read from." } }
        : context.values.trial(trial);
      trials.push(said);
      observer.trialEnded(said);
      if (hasEnded) {
        throw new UsageError("The database server ended while it was read from, and can't be reached any more.");
      }
    }
    observer.roundEnded(++ended);
  }
  return trials;
}
