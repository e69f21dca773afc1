/** With which power of the rows a figure grows. */
import { criticalT, normal } from "../stats/student-t.js";
import { leastSquares, type Point } from "./least-squares.js";

/** An exponent, and where it lies with a probability of 95 %. */
export interface Exponent {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const miss = 0.05;

const step = 0.01;
/** Powers that are tried: from one that is next to none to cubes. */
const powers = Array.from({ length: 300 }, (_, index) => (index + 1) * step);

/**
 * The slope in the log-log diagram of what is added to the intercept: p of a + b·rowsᵖ. Without the intercept's part, which
 * would make any slope of a small figure look flat.
 *
 * The interval is the profile's: all p whose fits aren't worse by more than Student's t allows. Source: D. M. Bates, D. G.
 * Watts, Nonlinear Regression Analysis and Its Applications (1988), 6.1. It ends where what is tried ends.
 *
 * @returns undefined for fewer than four sizes, and where nothing grows.
 */
export function exponentOf(points: readonly Point[]): Exponent | undefined {
  const freedom = points.length - 3;
  if (freedom < 1) return undefined;
  const profile = powers.flatMap((power) => {
    const fit = leastSquares(points, [() => 1, (rows) => rows ** power]);
    return fit && (fit.coefficients[1] ?? 0) > 0 ? [{ power, misfit: fit.misfit }] : [];
  });
  const [best] = profile.toSorted((a, b) => a.misfit - b.misfit);
  if (!best) return undefined;
  // Points that lie closer to a curve than they are known say no more than their deviations let them.
  const allowed = Math.max(normal ** 2, (best.misfit / freedom) * criticalT(miss, freedom) ** 2);
  const within = profile.filter(({ misfit }) => misfit <= best.misfit + allowed);
  return { value: best.power, low: within[0]?.power ?? best.power, high: within.at(-1)?.power ?? best.power };
}
