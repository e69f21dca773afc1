/** Turns what happens in a run into what a person is told about it. */
import prettyMilliseconds from "pretty-ms";
import type { Progress, Step } from "../database/progress.js";
import { formatCount, formatValue } from "../report/format.js";
import { failureWords } from "../report/warnings.js";
import type { Outcome, Trial } from "../results/schema.js";
import type { PlannedTrial } from "../runner/plan.js";
import type { Display } from "./display.js";
import { remainingTime } from "./remaining-time.js";

const stepNames: Readonly<Record<Step, string>> = {
  installing: "Setting up PostgreSQL",
  starting: "Starting PostgreSQL",
  recovering: "Recovering from a run that was killed",
  verifying: "Checking the data set",
  loading: "Loading the data set",
  vacuuming: "Vacuuming the data set",
  digesting: "Digesting the data set",
  prewarming: "Prewarming the data set",
};

/** "about 4m left"; whole seconds up to a minute, then no finer than ten seconds. */
function about(milliseconds: number): string {
  const unit = milliseconds > 60_000 ? 10_000 : 1_000;
  const rounded = Math.max(unit, Math.round(milliseconds / unit) * unit);
  return `about ${prettyMilliseconds(rounded, { secondsDecimalDigits: 0 })} left`;
}

/** Shows the progress of the database's side. */
export function databaseProgress(display: Display): (progress: Progress) => void {
  let began: { step: Step; at: number } | undefined;
  return ({ step, rows, of, note }) => {
    if (note !== undefined) display.note(note);
    if (began?.step !== step) began = { step, at: performance.now() };
    const { at } = began;
    if (rows === undefined || of === undefined || rows === 0) {
      display.doing(stepNames[step]);
      return;
    }
    const left = ((performance.now() - at) / rows) * (of - rows);
    display.doing(
      stepNames[step],
      () => `${formatCount(rows)} of ${formatCount(of)} rows${rows < of ? ` · ${about(left)}` : ""}`,
    );
  };
}

/** "10.9 s, peak RSS 930 MB", or how else the trial ended. */
function inWords(outcome: Outcome): string {
  if (outcome.kind !== "completed") return `${failureWords[outcome.kind]}: ${outcome.message}`;
  const { wall, peakRss } = outcome.metrics;
  const parts = [
    ...(typeof wall === "number" ? [formatValue(wall, "ms")] : []),
    ...(typeof peakRss === "number" ? [`peak RSS ${formatValue(peakRss, "bytes")}`] : []),
  ];
  return parts.join(", ");
}

/** Shows the progress of the trials. */
export function trialProgress(display: Display, rounds: readonly (readonly PlannedTrial[])[], rows: number) {
  const planned = rounds.flat();
  const done: { case: string; duration: number }[] = [];
  const place = ({ round, position, case: { pattern } }: PlannedTrial) =>
    `round ${round} of ${rounds.length} · ${position} of ${rounds[0]?.length ?? 0} · ${pattern}`;
  const left = (since: number) => {
    const toCome = planned.slice(done.length).map((trial) => trial.case.id);
    return toCome.length === 0 ? "" : about(remainingTime(toCome, done, rows, performance.now() - since));
  };
  return {
    started: (trial: PlannedTrial): void => {
      const since = performance.now();
      display.doing(`Reading · ${place(trial)}`, () => left(since));
    },
    ended: (trial: Trial): void => {
      const current = planned[done.length];
      done.push({ case: trial.case, duration: trial.duration });
      if (current) display.done(`  ${inWords(trial.outcome)}`);
    },
  };
}
