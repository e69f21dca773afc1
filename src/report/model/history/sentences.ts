/** A history in words: what it is of, and each step in one sentence. */
import { falseAlarmBudget } from "../../../compare/false-alarms.js";
import type { History, HistoryStep, Line, Trend } from "../../../compare/history.js";
import { labelOf } from "../../../results/case-summary.js";
import type { Sentence } from "../words.js";
import { capitalised, formatCount, formatPercents, formatValue, noBreakSpace, withSign } from "../../format.js";

/** What a history is about, in a few words each. */
export function historyHeading({ package: name, versions, rows, results }: History): string[] {
  const [first, last] = [versions[0], versions.at(-1)];
  const span = first === undefined ? "no version" : first === last ? first : `${first} to ${String(last)}`;
  return [`${name} ${span}`, `${formatCount(rows)} rows`, counted(results.length, "result")];
}

/** What a case is called among those of its history. */
export const trendLabel = (trend: Pick<Trend, "case">, { trends }: History): string =>
  labelOf(
    trend.case,
    trends.map((other) => other.case),
  );

/** A step, and what it is of. */
export interface TrendStep {
  readonly trend: Trend;
  readonly step: HistoryStep;
}

/** The steps of a history, the earliest version first. */
export const stepsOf = ({ trends, versions }: History): TrendStep[] =>
  trends
    .flatMap((trend) => trend.steps.map((step) => ({ trend, step })))
    .sort((a, b) => versions.indexOf(a.step.to) - versions.indexOf(b.step.to));

/** The steps in words, or that there are none. */
export function historyFindings(history: History): Sentence[] {
  const findings = stepsOf(history).map(({ trend, step }) => stepSentence(trendLabel(trend, history), trend, step));
  return (findings.length > 0 ? findings : [nothingFound(history)]).map((text) => ({ kind: "finding", text }) as const);
}

/** How far steps can be trusted. */
export function historyScope(history: History): Sentence {
  const elsewhere = history.results.filter(({ rows }) => rows !== history.rows).length;
  const scope = [
    ...(elsewhere > 0 ? [`${counted(elsewhere, "result")} of other sizes not shown (--rows shows another size)`] : []),
    `the probability that this reports any step that isn't one is at most ${formatCount(falseAlarmBudget * 100)} %`,
  ];
  return { kind: "scope", text: sentence(scope.join("; ")) };
}

function nothingFound({ package: name, versions, trends }: History): string {
  if (trends.length === 0) return `No result of this size has a completed trial with a known version of ${name}.`;
  if (versions.length < 2) return `Only one version of ${name} was measured: steps need a second one.`;
  return "No steps: nothing changed by more than its threshold and beyond noise.";
}

function stepSentence(label: string, { metric }: Trend, step: HistoryStep): string {
  const { from, to, surely, before, after, direction, beside } = step;
  const verb = after < before ? "falls" : "rises";
  const surelyWords = surely ? `; it lies somewhere from ${surely[0]} to ${surely[1]}` : "";
  const besideWords = beside.length > 0 ? ` There, too: ${beside.join(", ")}.` : "";
  return (
    `${label}'s ${metric.title} ${verb} from ${from} to ${to}: ${formatValue(before, metric.unit)} → ` +
    `${formatValue(after, metric.unit)}, ${stepSize(metric, step)} (${direction}${surelyWords}).${besideWords}`
  );
}

/** "−12 %", or "+1.1 MB" for a metric that lies around zero. */
export function stepSize({ compared, unit }: Trend["metric"], { before, after }: HistoryStep): string {
  if (compared.as === "difference") return withSign(formatValue(after - before, unit), after - before);
  const fraction = after / before - 1;
  return `${withSign(formatPercents(fraction), fraction)}${noBreakSpace}%`;
}

/** One level of a line: "0.3.27: 14.5 s, median of 5 trials". */
export function levelSentence({ metric }: Line, version: string, value: number, trials: number): string {
  return `${version}: ${formatValue(value, metric.unit)}, ${trials === 1 ? "one trial" : `median of ${formatCount(trials)} trials`}`;
}

/** "1 result", "3 results". */
export const counted = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;

const sentence = (text: string): string => `${capitalised(text)}.`;
