/** What the laws of growth come to, in sentences. */
import type { PatternGrowth } from "../../../growth/growths.js";
import { claimHolds, memoryKind, tenfold } from "../../../growth/memory.js";
import { statementLaw } from "../../../growth/statements.js";
import { metrics, type MetricName } from "../../../metrics.js";
import { formatCount, formatList, formatNumber, formatPercents, formatValue, noBreakSpace } from "../../format.js";
import type { Sentence } from "../words.js";
import { fittedOf, medianOf } from "./words.js";

/** The sentences, those first that say what isn't as it should be. */
export function growthSentences(growths: readonly PatternGrowth[]): Sentence[] {
  const warnings = [...growths.flatMap(brokenClaim), ...growths.flatMap(leak), ...eachRow(growths)];
  const findings = [
    flat(growths),
    levelling(growths),
    growing(growths),
    ...(["wall", "cpu", "allocated"] as const).map((metric) => squares(growths, metric)),
    check(growths),
  ];
  return [
    ...warnings.map((text) => ({ kind: "warning", text }) as const),
    ...findings.flatMap((text) => (text === undefined ? [] : [{ kind: "finding", text } as const])),
  ];
}

const bytes = (value: number): string => formatValue(value, "bytes");

/** Patterns whose peak is of one kind, each with its law. */
const ofKind = (growths: readonly PatternGrowth[], kind: ReturnType<typeof memoryKind>) =>
  growths.flatMap((each) => {
    const peak = fittedOf(each, "peakRss");
    return peak && memoryKind(peak.growth) === kind ? [{ ...each, peak }] : [];
  });

const rowsOf = (growths: readonly PatternGrowth[]): string =>
  formatCount(Math.max(...growths.map(({ largest }) => largest.case.rows)));

function flat(growths: readonly PatternGrowth[]): string | undefined {
  const found = ofKind(growths, "flat");
  if (found.length === 0) return undefined;
  const each = found.map(({ label, largest }) => `${label} (${bytes(medianOf(largest, "peakRss") ?? 0)})`);
  return `Flat memory, as far as ${rowsOf(found)} rows tell: ${formatList(each)}.`;
}

function levelling(growths: readonly PatternGrowth[]): string | undefined {
  const found = ofKind(growths, "levels off");
  if (found.length === 0) return undefined;
  const each = found.map(
    ({ label, largest, peak }) =>
      `${label} (${bytes(medianOf(largest, "peakRss") ?? 0)}, up to ${bytes(tenfold(peak.growth))} more)`,
  );
  return `Memory that levels off, with what ten times the rows may still add: ${formatList(each)}.`;
}

function growing(growths: readonly PatternGrowth[]): string | undefined {
  const found = ofKind(growths, "grows");
  if (found.length === 0) return undefined;
  const each = found.map(({ label, peak: { growth } }) => {
    const [start = 0, perRow = 0] = growth.fit.coefficients;
    return growth.law === "linear"
      ? `${label} by ${bytes(perRow)} per row from ${bytes(start)}`
      : `${label} by the law ${growth.law}`;
  });
  return `Memory grows with the rows: ${formatList(each)}.`;
}

/** What a pattern says of itself, and isn't so. */
function brokenClaim(growth: PatternGrowth): string[] {
  const claim = growth.largest.pattern.memory;
  const peak = fittedOf(growth, "peakRss");
  if (!claim || !peak) return [];
  const kind = memoryKind(peak.growth);
  if (claimHolds(claim, kind)) return [];
  const [, perRow = 0] = peak.growth.fit.coefficients;
  const rows = formatCount(growth.largest.case.rows);
  return claim === "flat"
    ? [
        `${growth.label} claims flat memory, but its peak RSS grows ` +
          `${peak.growth.law === "linear" ? `by ${bytes(perRow)} per row` : `with the rows (${peak.growth.law})`}.`,
      ]
    : [
        `${growth.label} claims memory that grows with the rows, but its peak RSS ` +
          `${kind === "flat" ? "is flat" : "levels off"} as far as ${rows} rows tell.`,
      ];
}

/** What stays when the result is released, and is more with every row. */
function leak(growth: PatternGrowth): string[] {
  const kept = fittedOf(growth, "retained");
  const [, perRow = 0] = kept?.growth.fit.coefficients ?? [];
  if (kept?.growth.law !== "linear" || !kept.growth.holds || perRow < metrics.retained.compared.threshold) return [];
  return [
    `${growth.label} leaks: ${formatNumber(perRow, perRow < 10 ? 1 : 0)} bytes of every row are still there when its ` +
      `result is released and garbage is collected.`,
  ];
}

/** Statements that are more with every row. */
function eachRow(growths: readonly PatternGrowth[]): string[] {
  const found = growths.flatMap((growth) => {
    const sent = fittedOf(growth, "statements");
    const law = sent && statementLaw(sent.growth);
    return law?.kind === "each" ? [`${growth.label} (${formatNumber(law.statements, 1)} a row)`] : [];
  });
  return found.length === 0 ? [] : [`N+1, statements that grow with the rows: ${formatList(found)}.`];
}

/** What grows with the square of the rows, where that is no matter of noise. */
function squares(growths: readonly PatternGrowth[], metric: MetricName): string | undefined {
  const found = growths.flatMap((growth) => {
    const fitted = fittedOf(growth, metric);
    const { exponent } = fitted ?? {};
    return fitted?.growth.law === "quadratic" && exponent && exponent.low > 1 ? [growth.label] : [];
  });
  if (found.length === 0) return undefined;
  return `${metrics[metric].title} grows with the square of the rows: ${formatList(found)}.`;
}

/** How good the laws are where it can be seen. */
function check(growths: readonly PatternGrowth[]): string | undefined {
  const found = growths.flatMap((growth) => {
    const { heldOut } = fittedOf(growth, "peakRss") ?? {};
    return heldOut ? [{ label: growth.label, rows: heldOut.rows, off: Math.abs(heldOut.error) }] : [];
  });
  const byError = found.toSorted((a, b) => a.off - b.off);
  const [middle, worst] = [byError[Math.floor((byError.length - 1) / 2)], byError.at(-1)];
  if (!middle || !worst) return undefined;
  const percents = (share: number) => `${formatPercents(share)}${noBreakSpace}%`;
  const whole = `Fitted without ${formatCount(worst.rows)} rows, the laws of peak RSS missed them by`;
  return byError.length === 1
    ? `${whole} ${percents(worst.off)}.`
    : `${whole} ${percents(middle.off)} in the median and ${percents(worst.off)} at most (${worst.label}): ` +
        `the interval of each prediction is at least as wide as its law's miss.`;
}
