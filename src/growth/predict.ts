/** What a law says of rows that nobody read, and of how many rows a limit ends. */
import { criticalT, normal } from "../stats/student-t.js";
import { chooseLaw, type Growth } from "./choose-law.js";
import { levelsOff } from "./laws.js";
import { valueAt, varianceAt, type Point } from "./least-squares.js";

/** A figure, and where it lies with a probability of 95 %, as far as the law holds. */
export interface Prediction {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const miss = 0.05;

/**
 * Predicts the figure of one read of so many rows, with its prediction interval.
 *
 * What grows is taken from the law: N. R. Draper, H. Smith, Applied Regression Analysis, 3rd ed., 1.4 and 5.4, with the
 * scatter about the law by Student's t, or the deviations that points have by themselves where the scatter is less than
 * that. What levels off stays where it was at the most rows that were read, since that is more than the law may have had
 * there by then; the interval reaches up to where the law goes.
 *
 * @param off by which share the law was off at a size that it hadn't seen: the interval reaches as far at least.
 */
export function predict({ law, fit, points }: Growth, rows: number, off = 0): Prediction {
  const last = points.at(-1);
  const largest = last?.rows ?? rows;
  const isBeyond = levelsOff(law) && rows > largest;
  const atLaw = valueAt(fit, rows);
  const value = isBeyond ? Math.max(valueAt(fit, largest), last?.value ?? 0) : atLaw;
  const own = last ? (last.deviation / Math.max(Math.abs(last.value), last.deviation)) * Math.abs(value) : 0;
  const deviation = Math.hypot(own, Math.sqrt(varianceAt(fit, isBeyond ? largest : rows)));
  const scatter = Math.sqrt(fit.misfit / fit.freedom);
  const reach = Math.max(normal, scatter * criticalT(miss, fit.freedom)) * deviation;
  const low = value - Math.max(reach, Math.abs(off * value));
  return {
    value,
    low: points.every((point) => point.value >= 0) ? Math.max(0, low) : low,
    high: Math.max(value, atLaw) + Math.max(reach, Math.abs(off * value)),
  };
}

/** How a law did at the largest size when it was fitted to the smaller ones alone. */
export interface HeldOut {
  readonly rows: number;
  readonly value: number;
  readonly predicted: number;
  /** (predicted − value) / value. */
  readonly error: number;
}

/** Holds the choice of a law, and its fit, against the largest size; undefined where the others are too few for a law. */
export function holdOut(points: readonly Point[]): HeldOut | undefined {
  const last = points.at(-1);
  const growth = chooseLaw(points.slice(0, -1));
  if (!last || !growth || last.value === 0) return undefined;
  const predicted = predict(growth, last.rows).value;
  return { rows: last.rows, value: last.value, predicted, error: (predicted - last.value) / Math.abs(last.value) };
}

/** At how many rows a figure reaches a limit. */
export type End =
  /** There already: without a row, or with the fewest that were read. */
  | { readonly kind: "at once" }
  /** As far as the law tells, at no number of rows. */
  | { readonly kind: "never" }
  /** With 95 % from `low` rows on, and by `high` if that is finite. */
  | { readonly kind: "at"; readonly rows: number; readonly low: number; readonly high: number };

/** More rows than anybody reads. */
const mostRows = 1e12;

/** At how many rows a growing figure ends a limit, by halving: the prediction and both ends of its interval. */
export function rowsUntil(growth: Growth, limit: number, off = 0): End {
  const until = (value: (prediction: Prediction) => number): number => {
    const exceeds = (rows: number) => value(predict(growth, rows, off)) >= limit;
    if (exceeds(1)) return 0;
    if (!exceeds(mostRows)) return Infinity;
    let [from, to] = [1, mostRows];
    while (to - from > Math.max(0.5, to * 1e-6)) {
      const middle = Math.sqrt(from * to);
      if (exceeds(middle)) to = middle;
      else from = middle;
    }
    return to;
  };
  const rows = until(({ value }) => value);
  if (rows === 0) return { kind: "at once" };
  if (rows === Infinity) return { kind: "never" };
  return { kind: "at", rows, low: until(({ high }) => high), high: until(({ low }) => low) };
}
