import { gammaln } from "simple-statistics";

/** What a normal quantity exceeds to either side in 5 % of cases together: Student's t of no end of values. */
export const normal = 1.96;

/**
 * Student's t, two-sided: the value that |t| exceeds with a probability of `miss`.
 *
 * Newton's method on ln P over ln t. That curve is concave, so that after the first step every other comes from the same
 * side and none goes too far, as far out as a probability may lie.
 *
 * @param miss above 0, below 1.
 * @param freedom degrees of freedom, above 0; not whole ones in Welch's interval.
 */
export function criticalT(miss: number, freedom: number): number {
  const wanted = Math.log(miss);
  let t = 1;
  for (let step = Infinity, round = 0; Math.abs(step) > 1e-12 && round < 200; round++) {
    const { log, slope } = beyond(t, freedom);
    step = (wanted - log) / slope;
    t *= Math.exp(step);
  }
  return t;
}

/**
 * ln P(|T| > t), and its slope over ln t. P is the regularized incomplete beta function I_x(freedom/2, 1/2) at
 * x = freedom / (freedom + t²): M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 26.7.1 and 26.5.27.
 */
function beyond(t: number, freedom: number): { log: number; slope: number } {
  const [a, b] = [freedom / 2, 0.5];
  const total = freedom + t * t;
  const [x, y] = [freedom / total, (t * t) / total];
  // ln (x^a y^b / B(a, b)).
  const front = a * -Math.log1p((t * t) / freedom) + b * Math.log(y) + gammaln(a + b) - gammaln(a) - gammaln(b);
  // Where the fraction converges fast; I_x(a, b) = 1 − I_y(b, a) elsewhere.
  if (x < (a + 1) / (a + b + 2)) {
    const fraction = betaFraction(a, b, x);
    return { log: front - Math.log(a * fraction), slope: -2 * a * fraction };
  }
  const p = 1 - Math.exp(front) / (b * betaFraction(b, a, y));
  return { log: Math.log(p), slope: (-2 * Math.exp(front)) / p };
}

/**
 * The continued fraction of the incomplete beta function, x^a (1 − x)^b / (a B(a, b) I_x(a, b)): NIST Digital Library of
 * Mathematical Functions, 8.17.22, evaluated from the front by Lentz's method as I. Thompson and A. Barnett changed it
 * (J. Computational Physics 64, 1986).
 */
function betaFraction(a: number, b: number, x: number): number {
  let [value, c, d] = [1, 1, 0];
  for (let n = 1; n < 100_000; n++) {
    const m = Math.floor(n / 2);
    const term =
      n % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + term * d);
    c = 1 + term / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return value;
}
