/** What a test says a read may take, and what that means. Pure. */
import { nearestTo } from "../config/said-options.js";
import { UsageError } from "../errors.js";
import { countOf, durationOf } from "../flags/quantities.js";
import { metricNames, metrics, type MetricName, type Unit } from "../metrics.js";

/** A bound: a number in the metric's unit (milliseconds, bytes), or a text with a unit: `"150 MB"`, `"2 s"`, `"10k"`. */
export type BoundValue = number | string;

/**
 * What a read may take at most, by metric; of throughput, which is better when it is higher, what it must reach.
 * `rows`: how many it must read, exactly.
 */
export type ReadBounds = Readonly<Partial<Record<MetricName, BoundValue>>> & { readonly rows?: BoundValue };

/** A bound as it is held against what was measured. */
export type Bound =
  | { readonly kind: "rows"; readonly rows: number }
  | {
      readonly kind: "metric";
      readonly metric: MetricName;
      /** In the metric's unit. */
      readonly value: number;
      readonly is: "at most" | "at least";
    };

/**
 * Reads the bounds of an assertion.
 *
 * @throws UsageError naming the first that won't do.
 */
export function parseBounds(given: unknown): readonly Bound[] {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new UsageError('toReadWithin needs bounds: toReadWithin({ peakRss: "150 MB", statements: 3, rows: 1000 }).');
  }
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  if (entries.length === 0) {
    throw new UsageError("toReadWithin was given no bound, which every read would keep: name a metric, or rows.");
  }
  return entries.map(([name, value]: [string, unknown]): Bound => {
    if (name === "rows") return { kind: "rows", rows: parseRows(value) };
    const metric = metricNames.find((each) => each === name);
    if (metric === undefined) throw unknownMetric(name);
    const { unit, better } = metrics[metric];
    return {
      kind: "metric",
      metric,
      value: parseValue(metric, unit, value),
      is: better === "lower" ? "at most" : "at least",
    };
  });
}

function unknownMetric(name: string): UsageError {
  const known = [...metricNames, "rows"];
  const nearest = nearestTo(name, known);
  const guess = nearest === undefined ? "." : `; did you mean ${nearest}?`;
  return new UsageError(`toReadWithin: there is no metric "${name}"${guess} There are ${known.join(", ")}.`);
}

function parseRows(value: unknown): number {
  const rows = typeof value === "string" ? countOf(value) : value;
  if (typeof rows === "number" && Number.isSafeInteger(rows) && rows >= 0) return rows;
  throw new UsageError(`toReadWithin: rows must be a whole number, such as 1000 or "10k"; received ${shown(value)}.`);
}

/** How each unit is written, and what a number alone counts. */
const units: Readonly<
  Record<Unit, { readonly example: string; readonly alone: string; read: (text: string) => number }>
> = {
  bytes: { example: 'a size such as "150 MB" or "64 KiB"', alone: "a number of bytes", read: bytesOf },
  ms: { example: 'a time such as "250 ms" or "2 s"', alone: "a number of milliseconds", read: millisecondsOf },
  count: { example: 'a number such as 3 or "10k"', alone: "a number", read: countOf },
  "rows/s": {
    example: 'a rate such as "50k" or "50k/s"',
    alone: "a number of rows a second",
    read: (text) => countOf(text.replace(/\s*(?:rows)?\/s$/, "")),
  },
};

function parseValue(metric: MetricName, unit: Unit, given: unknown): number {
  const { example, alone, read } = units[unit];
  const value = typeof given === "string" ? read(given.trim()) : given;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new UsageError(`toReadWithin: ${metric} must be ${example}, or ${alone}; received ${shown(given)}.`);
}

const shown = (value: unknown): string => (typeof value === "string" ? `"${value}"` : String(value));

/** Bytes by unit, in small letters: kB counts in thousands, KiB in 1024. */
const sizes: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

function bytesOf(text: string): number {
  const [, number, unit = ""] = /^(\d{1,15}(?:\.\d{1,9})?)\s*([a-z]+)$/i.exec(text) ?? [];
  return Number(number) * (sizes[unit.toLowerCase()] ?? NaN);
}

/** Finer than a flag's, where it has one unit only. */
function millisecondsOf(text: string): number {
  const close = text.replaceAll(/\s+(?=[a-z])|(?<=[a-z])\s+/g, "");
  const [, alone] = /^(\d{1,9}(?:\.\d{1,6})?)ms$/.exec(close) ?? [];
  return alone === undefined ? durationOf(close) : Number(alone);
}
