/** The laws by which a figure may grow with the rows that are read. */
import { leastSquares, type Fit, type Point, type Term } from "./least-squares.js";

/** From the simplest: where two say the same, the first is meant. */
export const lawNames = ["constant", "logarithmic", "linear", "n log n", "quadratic"] as const;

export type LawName = (typeof lawNames)[number];

const one: Term = () => 1;
const proportional: Term = (rows) => rows;

/**
 * What each law is a sum of, the intercept first: what there is without a row. All other terms grow, so a fit in which one
 * falls is none of this law. The quadratic law's second form is one whose linear part is lost beside the other.
 */
const forms: Readonly<Record<LawName, readonly (readonly Term[])[]>> = {
  constant: [[one]],
  logarithmic: [[one, Math.log10]],
  linear: [[one, proportional]],
  "n log n": [[one, (rows) => rows * Math.log10(rows)]],
  quadratic: [
    [one, proportional, (rows) => rows ** 2],
    [one, (rows) => rows ** 2],
  ],
};

/** Whether a law falls ever farther behind the rows: what follows it is as good as reached. */
export const levelsOff = (law: LawName): boolean => law === "constant" || law === "logarithmic";

/** Fits a law to points; undefined where they are too few, or one of its terms would fall. */
export function fitLaw(law: LawName, points: readonly Point[]): Fit | undefined {
  for (const terms of forms[law]) {
    const fit = leastSquares(points, terms);
    if (fit?.coefficients.slice(1).every((coefficient) => coefficient > 0)) return fit;
  }
  return undefined;
}
