import { criticalT } from "./student-t.js";

/** The share of comparisons in which a change that is called detectable is found. */
export const power = 0.95;

/**
 * The smallest true change that is found with a probability of {@link power}: one whose estimate both stays clear of "no
 * change" by what the interval reaches, and reaches the threshold, in all but one of twenty comparisons.
 *
 * Normal approximation of the estimate's own variation: (t(1 − miss/2; n − 1) + z(0.95)) · s/√n, as in any textbook's
 * sample size of a paired t-test, with the threshold in place of the first term where that is the greater one.
 *
 * @param deviation standard deviation of the change between pairs.
 * @param pairs how many there are; at least 2.
 * @param miss the probability with which the interval may miss the truth.
 * @param threshold the noise threshold, on the same scale.
 */
export function detectable(deviation: number, pairs: number, miss: number, threshold: number): number {
  const error = deviation / Math.sqrt(pairs);
  const reach = error === 0 ? 0 : error * criticalT(miss, pairs - 1);
  return Math.max(threshold, reach) + error * oneSided;
}

/** The standard normal distribution's quantile at {@link power}. */
const oneSided = 1.644854;

/**
 * How many pairs it would take until an interval reaches no further than `wanted`, if pairs go on varying as they do.
 *
 * Solves t(1 − miss/2; n − 1) · s/√n ≤ wanted for n, to about a twentieth; Infinity beyond a million.
 *
 * @param reach how far the interval of the pairs that there are reaches to either side.
 * @param pairs how many there are; at least 2.
 * @param miss the probability with which the interval may miss the truth.
 * @param wanted above 0, on the same scale as `reach`.
 */
export function pairsNeeded(reach: number, pairs: number, miss: number, wanted: number): number {
  const unit = (n: number) => criticalT(miss, n - 1) / Math.sqrt(n);
  const deviation = reach / unit(pairs);
  for (let n = pairs; n <= 1e6; n = Math.ceil(n * 1.05)) if (deviation * unit(n) <= wanted) return n;
  return Infinity;
}
