/**
 * Takes out of the differences of pairs what something else explains that was measured beside both values: how fast
 * the processor was, of how long a read took.
 */
import { mean } from "simple-statistics";

/** A value, and what was measured beside it. */
export interface Observation {
  readonly value: number;
  readonly covariate: number;
}

/** What an interval has to know of a fit that its values went through. */
export interface FitCost {
  /** Degrees of freedom that it took. */
  readonly freedom: number;
  /** By which part the mean's variance is greater than the values' own, as the slope isn't known exactly. */
  readonly leverage: number;
}

/** Differences, second − first, of which the covariate's part is taken out. */
export interface AdjustedDifferences {
  readonly differences: readonly number[];
  readonly cost: FitCost;
}

/**
 * Adjusts the differences of pairs: second − first, less the slope times the covariate's difference.
 *
 * The slope is that of all values on their covariates, both taken from their own side's mean (analysis of covariance,
 * R. A. Fisher, Statistical Methods for Research Workers, from the 4th edition on; as "CUPED" in A. Deng, Y. Xu,
 * R. Kohavi, T. Walker, Improving the sensitivity of online controlled experiments, WSDM 2013). The mean is adjusted
 * rightly with any slope, as long as the covariate doesn't depend on the side; a good one only makes it vary less.
 *
 * With Sxx the sum of squares of the covariate about the sides' means, d its differences and D theirs about their mean,
 * the slope's own variance adds n·mean(d)² / (2·Sxx) to the mean's. The fit takes one degree of freedom of the values,
 * 2n − 2 there are; ΣD² / (2·Sxx) of it is taken from the differences, which have n − 1 of them.
 *
 * @param pairs at least one
 */
export function adjustDifferences(pairs: readonly (readonly [Observation, Observation])[]): AdjustedDifferences {
  const sides = [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
  let [squares, products] = [0, 0];
  for (const side of sides) {
    const middle = { value: mean(side.map(({ value }) => value)), covariate: mean(side.map((one) => one.covariate)) };
    for (const { value, covariate } of side) {
      squares += (covariate - middle.covariate) ** 2;
      products += (covariate - middle.covariate) * (value - middle.value);
    }
  }
  const changes = pairs.map(([first, second]) => ({
    value: second.value - first.value,
    covariate: second.covariate - first.covariate,
  }));
  // A covariate that doesn't vary explains nothing.
  if (squares === 0) {
    return { differences: changes.map(({ value }) => value), cost: { freedom: 0, leverage: 0 } };
  }
  const slope = products / squares;
  const shift = mean(changes.map(({ covariate }) => covariate));
  const own = changes.reduce((sum, { covariate }) => sum + (covariate - shift) ** 2, 0);
  return {
    differences: changes.map(({ value, covariate }) => value - slope * covariate),
    cost: { freedom: own / (2 * squares), leverage: (pairs.length * shift ** 2) / (2 * squares) },
  };
}
