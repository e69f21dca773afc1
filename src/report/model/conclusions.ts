/**
 * What the figures of a result say, in plain sentences. Each sentence is taken from the figures and claims no more than
 * was measured; where the measurements can't tell, it says so. Computed once and rendered by terminal, Markdown and page
 * alike.
 */
import { metrics, type Metric } from "../../metrics.js";
import type { Result } from "../../results/schema.js";
import { isUsual, summariseCases, summaryOf, type CaseSummary } from "../../results/case-summary.js";
import { hasDifferentData, holdsBothSides } from "./comparison/compared-result.js";
import { formatCount, formatList, formatValue } from "../format.js";
import { groupCases } from "./figures.js";
import { among, extremesOf, pricesOfTheUsual, tooFew } from "./kind-findings.js";
import { mayRank } from "./may-rank.js";
import { amongWhich, notReadSentence, ownSentences, rowsOf } from "./rows-read.js";
import { serviceNeeds } from "./service-needs.js";
import type { Sentence } from "./words.js";
import { dataHint, labelIn, warnings } from "./warnings.js";

/**
 * The sentences, most important first: what is wrong with the result, then what is fastest and what is smallest of each kind,
 * entities first and the driver's floor last, what that means for a service, and what it holds for. Where the data differs nothing follows from the figures: then what is
 * wrong, and where to look. Never empty.
 */
export function conclude(result: Result): Sentence[] {
  const cases = summariseCases(result);
  const kinds = groupCases(cases);
  const alarms = warnings(result, cases).map((text) => ({ kind: "warning", text }) as const);
  if (cases.every(({ completed }) => completed === 0)) {
    return [...alarms, { kind: "warning", text: "Nothing was measured: not one trial completed." }];
  }
  const hint = dataHint(result.equivalence, labelIn(cases));
  if (hint !== undefined && !holdsBothSides(result)) return [...alarms, { kind: "warning", text: hint }];
  if (hasDifferentData(result))
    return [...alarms, { kind: "scope", text: "No cost is judged where the data differs." }];
  const extremes = smallestAndUsual(kinds[0]?.cases ?? []) ?? smallestAndUsual(cases) ?? [];
  const ranked = mayRank(result);
  const unread = notReadSentence(result);
  // Each with the metric that it rests on.
  const findings: [Metric, string | undefined][] = [
    ...kinds.flatMap(({ kind, cases: own }, index): [Metric, string][] => {
      // That so few trials tell nothing is said once.
      if (index > 0 && tooFew(own)) return [];
      const which = among(kinds.length > 1 ? kind : undefined, amongWhich(result));
      const found = [extremesOf(own, which, ranked), pricesOfTheUsual(own, kind, result)];
      return found.flatMap((text) => (text === undefined ? [] : [[metrics.peakRss, text]]));
    }),
    [metrics.statements, statementEach(cases)],
    ...cases.map((each): [Metric, string | undefined] => [metrics.wall, streamsInName(each)]),
    [metrics.peakRss, serviceNeeds(extremes, result)],
    [metrics.loopStall, stalls(extremes)],
  ];
  return [
    ...alarms,
    // What a sweep says is of its options: its patterns compete with themselves.
    ...(result.command === "sweep" ? [] : findings).flatMap(([metric, text]) =>
      text !== undefined && ranked(metric) ? [{ kind: "finding", text } as const] : [],
    ),
    ...[...ownSentences(result), ...(unread === undefined ? [] : [unread])].map(
      (text) => ({ kind: "scope", text }) as const,
    ),
    { kind: "scope", text: scope(result, cases) },
    ...(isQuick(result) ? [{ kind: "scope", text: quickly(result) } as const] : []),
  ];
}

const isQuick = ({ options }: Result): boolean => options["quick"] === true;

/** What a quick run leaves out. */
function quickly({ options, rounds }: Result): string {
  const planned = Number(options["rounds"]);
  const fewer =
    rounds < planned ? `, in ${formatCount(rounds)} of ${formatCount(planned)} rounds, because time ran out` : "";
  return (
    `This was a quick run, of few rows and the patterns that matter most${fewer}: for a figure to rely on, run without ` +
    "--quick."
  );
}

/** Rows from which a statement a row is no coincidence. */
const manyRows = 10;

/** Reads that ask again for every row that they got. */
function statementEach(cases: readonly CaseSummary[]): string | undefined {
  const found = cases.flatMap(({ label, case: { rows }, metrics: { statements } }) =>
    statements.kind === "measured" && rows >= manyRows && statements.summary.median >= rows
      ? [`${label} sends ${formatValue(statements.summary.median, "count")} statements for ${formatCount(rows)} rows`]
      : [],
  );
  return found.length === 0 ? undefined : `N+1: ${formatList(found)}, one after another.`;
}

/** Of its time, from which on a first row comes when all are there. */
const late = 0.8;

/** A read that hands out rows one by one, and had them all before. */
function streamsInName({ label, pattern, metrics: { firstRow, wall } }: CaseSummary): string | undefined {
  if (pattern.way !== "stream" || firstRow.kind !== "measured" || wall.kind !== "measured") return undefined;
  const share = firstRow.summary.median / wall.summary.median;
  if (share < late) return undefined;
  return (
    `${label} hands out rows one by one, but has read all of them first: its first row came after ` +
    `${formatCount(Math.round(share * 100))} % of the time.`
  );
}

/** How long a service that reads like this blocks its event loop. */
function stalls(extremes: readonly CaseSummary[]): string | undefined {
  const stalled = extremes.flatMap(({ label, metrics: measured }) =>
    measured.loopStall.kind === "measured" ? [{ label, longest: measured.loopStall.summary.max }] : [],
  );
  // Nobody who waits for an answer notices shorter stalls.
  if (!stalled.some(({ longest }) => longest >= 100)) return undefined;
  const parts = stalled.map(({ label, longest }) => `up to ${formatValue(longest, "ms")} with ${label}`);
  return `The event loop is blocked for ${formatList(parts)}: nothing else is answered meanwhile.`;
}

/** Most patterns that a sentence on a service's needs names beside the smallest. */
const mostUsual = 2;

/**
 * The pattern with the smallest peak RSS and the usual ones, in this order; each once. Of many usual ones, as of none, the
 * largest alone.
 */
function smallestAndUsual(cases: readonly CaseSummary[]): readonly CaseSummary[] | undefined {
  const peakOf = (each: CaseSummary) => summaryOf(each, "peakRss")?.max ?? NaN;
  const byPeak = cases.filter((each) => !Number.isNaN(peakOf(each))).sort((a, b) => peakOf(a) - peakOf(b));
  const [least] = byPeak;
  const usual = byPeak.filter(isUsual);
  const others = usual.length === 0 ? byPeak.slice(-1) : usual.length > mostUsual ? usual.slice(-1) : usual;
  return least && [...new Set([least, ...others])];
}

function scope({ dataSet, environment, variants }: Result, cases: readonly CaseSummary[]): string {
  // Those that were made, which may be fewer than the result was planned with.
  const rounds = Math.max(...cases.map(({ completed }) => completed));
  const [variant] = variants;
  const node = variant ? `, Node ${variant.node}` : "";
  return (
    `This holds for ${rowsOf({ dataSet })}, read in ` +
    `${rounds === 1 ? "one round" : `${formatCount(rounds)} rounds`} on ${environment.cpu} ` +
    `(${formatCount(environment.cores)} ${environment.cores === 1 ? "core" : "cores"})${node}, ` +
    `PostgreSQL ${environment.server.version}; elsewhere the figures will differ.`
  );
}
