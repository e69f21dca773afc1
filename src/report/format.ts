/**
 * How figures are written, everywhere: with few digits, and alike wherever the same value appears. A column of figures
 * shares one unit, so that they can be compared at a glance; `pretty-bytes` and `pretty-ms` choose a unit value by
 * value ("1.2 kB" under "930 MB"), which is what a table must not do, so digits come from `Intl.NumberFormat` here.
 */
import type { Unit } from "../metrics.js";
import type { Spread, Summary } from "../stats/summary.js";

interface Step {
  readonly name: string;
  readonly size: number;
  /** From this many on, decimals say nothing. */
  readonly wholeFrom: number;
}

interface Scale {
  /** Units to choose from, smallest first. */
  readonly steps: readonly [Step, ...Step[]];
  /** A unit is too small once the largest figure would reach this many of it. */
  readonly limit: number;
}

const scales: Readonly<Record<Unit, Scale>> = {
  ms: {
    steps: [
      { name: "ms", size: 1, wholeFrom: 100 },
      { name: "s", size: 1e3, wholeFrom: 100 },
    ],
    limit: 100_000,
  },
  bytes: {
    steps: [
      { name: "B", size: 1, wholeFrom: 0 },
      { name: "kB", size: 1e3, wholeFrom: 10 },
      { name: "MB", size: 1e6, wholeFrom: 10 },
      { name: "GB", size: 1e9, wholeFrom: 100 },
    ],
    limit: 10_000,
  },
  "rows/s": {
    steps: [
      { name: "rows/s", size: 1, wholeFrom: 10 },
      { name: "k/s", size: 1e3, wholeFrom: 10 },
      { name: "M/s", size: 1e6, wholeFrom: 100 },
    ],
    limit: 10_000,
  },
  count: { steps: [{ name: "", size: 1, wholeFrom: Infinity }], limit: Infinity },
};

const minus = "\u2212";
/** Keeps a number and its unit on one line. */
export const noBreakSpace = "\u00a0";

/** A unit and a number of decimals that suit all of a column's figures. */
export interface ColumnFormat {
  /** The unit for the heading: "MB"; empty for counts, and where there are no figures. */
  readonly unit: string;
  /** The figure without its unit: "930"; at most one decimal. */
  readonly format: (value: number) => string;
}

/**
 * Chooses how the figures of one column are written: in the largest unit of which the smallest figure (zeros aside) is
 * at least 1, unless the largest figure asks for a larger one.
 *
 * @param values the column's figures in the metric's unit; may be empty
 */
export function columnFormat(values: readonly number[], unit: Unit): ColumnFormat {
  const { steps, limit } = scales[unit];
  const sizes = values.map(Math.abs).filter((size) => size > 0);
  const smallest = Math.min(...sizes);
  const largest = Math.max(0, ...sizes);

  const allowed = steps.filter((step, index) => index === steps.length - 1 || largest < limit * step.size);
  const step = allowed.findLast(({ size }) => sizes.length > 0 && smallest >= size) ?? allowed[0] ?? steps[0];
  const hasDecimals = unit === "count" ? !sizes.every(Number.isInteger) : smallest / step.size < step.wholeFrom;
  return {
    unit: values.length === 0 ? "" : step.name,
    format: (value) => formatNumber(value / step.size, hasDecimals && Math.abs(value / step.size) < 100 ? 1 : 0),
  };
}

/**
 * One figure with its unit, as it stands in a sentence: "930 MB", "11.2 s", "91 k/s", "10,001". The space is one that
 * doesn't break.
 */
export function formatValue(value: number, unit: Unit): string {
  const column = columnFormat([value], unit);
  return column.unit === "" ? column.format(value) : `${column.format(value)}${noBreakSpace}${column.unit}`;
}

/** A whole number with thousands separators: "1,000,000". */
export function formatCount(count: number): string {
  return formatNumber(count, 0);
}

/** How many times more: "8.0", "12", "0.85"; two significant digits. */
export function formatRatio(ratio: number): string {
  return ratio >= 10 ? formatNumber(ratio, 0) : ratio >= 1 ? formatNumber(ratio, 1) : formatNumber(ratio, 2);
}

/** "a", "a and b", "a, b and c". */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat("en-GB").format(items);
}

/**
 * How far measurements lie apart: "±6 %" of the median, or "±0.3" in the column's unit where a percentage would say
 * nothing; empty where it isn't known, and where it rounds to nothing: below 0.5 %.
 *
 * @param column the format of the figure that it stands beside
 */
export function formatSpread(spread: Spread, column: ColumnFormat): string {
  switch (spread.kind) {
    case "unknown":
      return "";
    case "relative":
      return spreadOf(formatNumber(spread.ratio * 100, 0), `${noBreakSpace}%`);
    case "absolute":
      return spreadOf(column.format(spread.halfRange));
  }
}

const spreadOf = (size: string, unit = ""): string => (/[1-9]/.test(size) ? `±${size}${unit}` : "");

/** A median and its spread, as they stand in a sentence or alone: "11.2 s ±6 %", "0.2 MB ±0.3 MB", "930 MB". */
export function formatSummary(summary: Summary, unit: Unit): string {
  const { spread } = summary;
  const reach =
    spread.kind === "absolute"
      ? spreadOf(formatValue(spread.halfRange, unit))
      : formatSpread(spread, columnFormat([summary.median], unit));
  return [formatValue(summary.median, unit), reach].filter((part) => part !== "").join(noBreakSpace);
}

/** With a capital letter at its beginning. */
export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A figure with its sign, "+12" or "−3"; without one where it is written as zero. */
export function withSign(figure: string, value: number): string {
  return value > 0 && /[1-9]/.test(figure) ? `+${figure}` : figure;
}

/** A fraction as a number of percents, without the sign for it: "12.1". */
export function formatPercents(fraction: number, decimals: 1 | 2 = 1): string {
  return formatNumber(fraction * 100, decimals);
}

const formatterWith = (decimals: number) =>
  new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: "negative",
  });

/** By number of decimals. Made once: making one takes longer than formatting a whole table with it. */
const formatters = { 0: formatterWith(0), 1: formatterWith(1), 2: formatterWith(2) };

/** Rounds half away from zero; writes a true minus, and none before what rounds to zero. */
export function formatNumber(value: number, decimals: keyof typeof formatters): string {
  // Nobody reads so many digits, and no column is wide enough for them.
  const digits = Math.abs(value) >= 1e9 ? value.toExponential(1) : formatters[decimals].format(value);
  return digits.replaceAll("-", minus);
}
