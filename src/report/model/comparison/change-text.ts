/** How a change is written: with its sign, its unit and its interval, alike for all changes of one column. */
import { metrics } from "../../../metrics.js";
import type { ComparedCell, Estimate } from "../../../results/comparison.js";
import { columnFormat, formatPercents, formatRatio, noBreakSpace, withSign } from "../../format.js";

/** A change in its parts; of one of which nothing is known, {@link nothingKnown} is the figure, and all there is. */
export interface ChangeText {
  /** "+12.1", without its unit. */
  readonly figure: string;
  /** "%", or the metric's unit for differences; may be empty. */
  readonly unit: string;
  /** How far the interval reaches on its longer side, in that unit: "±4.0"; empty for what is known exactly. */
  readonly reach: string;
  /** Both ends of the interval, in that unit: "+8.2 to +16.0"; empty likewise. */
  readonly interval: string;
}

/** Chooses how the changes of one column are written; all of them are changes of one metric of the same kind. */
export function changeFormat(cells: readonly ComparedCell[]): (change: Estimate) => ChangeText {
  const [first] = cells;
  if (!first || first.as === "ratio") {
    const decimals = cells.some(isTooSmall) ? 2 : 1;
    return inParts((ratio) => formatPercents(ratio, decimals), "%", 1, longest);
  }
  const values = cells.flatMap(({ change: { value, low, high } }) => [value, low, high]);
  const { format, unit } = columnFormat([Math.max(...values.map(Math.abs))], metrics[first.metric].unit);
  return inParts(format, unit, 0, Infinity);
}

/** What counts as a change must not look like none: a statement more in thousands. */
const isTooSmall = ({ verdict, change: { value } }: ComparedCell): boolean =>
  (verdict === "regressed" || verdict === "improved") && Math.abs(value - 1) < 0.0005;

/** How far an interval of a ratio is written out: a handful of trials may allow for anything up to thousands of times. */
const longest = 1;

/** What stands in a change's place where its interval allows for anything. */
const nothingKnown = "can't tell";

/** Whether a ratio may be anything from half as much to twice as much, or more: such an interval says nothing. */
export const saysNothing = ({ as, change: { low, high } }: Pick<ComparedCell, "as" | "change">): boolean =>
  as === "ratio" && low < 1 / (1 + longest) && high > 1 + longest;

/**
 * @param neutral the value that means no change.
 * @param most the change up to which bounds are written out.
 */
function inParts(
  format: (value: number) => string,
  unit: string,
  neutral: 0 | 1,
  most: number,
): (change: Estimate) => ChangeText {
  const signed = (value: number) => withSign(format(value - neutral), value - neutral);
  const bound = (value: number) => (value - neutral > most ? `>${signed(neutral + most)}` : signed(value));
  const reach = (far: number) => (far > most ? `±>${format(most)}` : `±${format(far)}`);
  return (change) => {
    const { value, low, high } = change;
    if (saysNothing({ as: neutral === 1 ? "ratio" : "difference", change })) {
      return { figure: nothingKnown, unit: "", reach: "", interval: "" };
    }
    return {
      figure: signed(value),
      unit,
      reach: low === high ? "" : reach(Math.max(high - value, value - low)),
      interval: low === high ? "" : `${bound(low)} to ${bound(high)}`,
    };
  };
}

/** One change as it stands alone: "+12.1 %", "−20 kB", "can't tell". */
export function formatChange(cell: ComparedCell): string {
  const { figure, unit } = changeFormat([cell])(cell.change);
  return withUnit(figure, unit);
}

/** The same with its interval: "+12.1 % (+8.2 to +16.0)". */
export function formatEstimate(cell: ComparedCell): string {
  const { interval } = changeFormat([cell])(cell.change);
  return interval === "" ? formatChange(cell) : `${formatChange(cell)} (${interval})`;
}

/** A change without direction, which is a fraction for ratios: "6.1 %", "51 kB". */
export function formatSize(size: number, { as, metric }: Pick<ComparedCell, "as" | "metric">): string {
  if (as === "ratio") return percent(size);
  const { format, unit } = columnFormat([size], metrics[metric].unit);
  return withUnit(format(size), unit);
}

/** A share: "5.0 %". */
export const percent = (fraction: number): string => withUnit(formatRatio(fraction * 100), "%");

const withUnit = (figure: string, unit: string): string => (unit === "" ? figure : `${figure}${noBreakSpace}${unit}`);
