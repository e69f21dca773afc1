import jstat from "jstat";

/** The share of comparisons in which a change that is called detectable is found. */
export const power = 0.95;

/**
 * The smallest true change that is found with a probability of {@link power}: one whose estimate both stays clear of "no
 * change" by what the interval reaches, and reaches the threshold, in all but one of twenty comparisons.
 *
 * Normal approximation of the estimate's own straying: (t(1 − miss/2; n − 1) + z(0.95)) · s/√n, as in any textbook's
 * sample size of a paired t-test, with the threshold in place of the first term where that is the greater one.
 *
 * @param deviation standard deviation of the change between pairs.
 * @param pairs how many there are; at least 2.
 * @param miss the probability with which the interval may miss the truth.
 * @param threshold the noise threshold, on the same scale.
 */
export function detectable(deviation: number, pairs: number, miss: number, threshold: number): number {
  const error = deviation / Math.sqrt(pairs);
  const reach = error === 0 ? 0 : error * jstat.jStat.studentt.inv(1 - miss / 2, pairs - 1);
  return Math.max(threshold, reach) + error * oneSided;
}

/** The standard normal distribution's quantile at {@link power}. */
const oneSided = 1.644854;
