/** Turns what happens in a run into what a person is told about it. */
import prettyMilliseconds from "pretty-ms";
import type { Progress, Step } from "../engines/engine.js";
import { formatCount, formatValue } from "../report/format.js";
import { progressReport } from "../report/model/result.js";
import { renderTerminal } from "../report/terminal/report.js";
import { printable } from "../report/printable.js";
import { failureWords, labelOf } from "../results/case-summary.js";
import type { BenchCase, Outcome, Result } from "../results/schema.js";
import type { PlannedTrial } from "../runner/plan.js";
import type { RunObserver } from "../runner/run.js";
import type { Display } from "./display.js";
import { remainingTime } from "./remaining-time.js";

const stepNames: Readonly<Record<Step, string>> = {
  installing: "Setting up PostgreSQL",
  starting: "Starting PostgreSQL",
  recovering: "Recovering from a run that was killed",
  verifying: "Checking the data set",
  waiting: "Waiting for another session",
  loading: "Loading the data set",
  vacuuming: "Vacuuming the data set",
  digesting: "Digesting the data set",
  prewarming: "Prewarming the data set",
  removing: "Removing data sets",
};

/** "about 4m left"; whole seconds up to a minute, then no finer than ten seconds. */
export function about(milliseconds: number): string {
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
    // From less than a hundredth nothing can be said of the rest.
    const known = rows < of && rows * 100 >= of;
    display.doing(
      stepNames[step],
      () => `${formatCount(rows)} of ${formatCount(of)} rows${known ? ` · ${about(left)}` : ""}`,
    );
  };
}

/** "10.9 s, peak RSS 930 MB", or how else the trial ended. */
export function inWords(outcome: Outcome): string {
  if (outcome.kind !== "completed") return `${failureWords[outcome.kind]}: ${printable(outcome.message)}`;
  const { wall, peakRss } = outcome.metrics;
  const parts = [
    ...(typeof wall === "number" ? [formatValue(wall, "ms")] : []),
    ...(typeof peakRss === "number" ? [`peak RSS ${formatValue(peakRss, "bytes")}`] : []),
  ];
  return parts.join(", ");
}

/**
 * Shows a run: on a terminal the figures as they come, in a log those of the first round once all patterns have some.
 *
 * @param rows rows of the data set, for a first guess at how long it takes.
 * @param timeout milliseconds that a trial may take.
 */
export function showRun(display: Display, rows: number, rounds: number, timeout: number): RunObserver {
  let planned: readonly PlannedTrial[] = [];
  const done: { case: string; duration: number }[] = [];
  const nameOf = (read: BenchCase) =>
    labelOf(
      read,
      planned.map((trial) => trial.case),
    );
  const place = ({ round, position, case: read }: PlannedTrial) =>
    `round ${round} of ${rounds} · ${position} of ${planned.length / rounds} · ${nameOf(read)}`;
  const left = (since: number) => {
    const toCome = planned.slice(done.length).map((trial) => trial.case.id);
    return toCome.length === 0 ? "" : about(remainingTime(toCome, done, { rows, timeout }, performance.now() - since));
  };
  const drawTable = (draft: Result) => {
    display.table((room) => renderTerminal(progressReport(draft), room));
  };
  return {
    onProgress: databaseProgress(display),
    planned: (plan) => {
      planned = plan.flat();
    },
    trialStarted: (trial) => {
      const since = performance.now();
      display.doing(`Reading · ${place(trial)}`, () => left(since));
    },
    trialEnded: (trial, draft) => {
      done.push({ case: trial.case, duration: trial.duration });
      display.done(`  ${inWords(trial.outcome)}`);
      if (display.live) drawTable(draft);
    },
    roundEnded: (round, draft) => {
      if (!display.live && round === 1 && rounds > 1) drawTable(draft);
    },
    busy: (what) => display.doing(what),
  };
}
