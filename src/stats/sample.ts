/**
 * Measurements of one quantity under one condition: at least one, all finite, so that whatever is computed from a
 * sample is a number too.
 */
export class Sample {
  readonly values: readonly [number, ...number[]];

  /**
   * @param values in the order in which they were measured
   * @throws RangeError when there is no value, or one is NaN or infinite
   */
  constructor(values: Iterable<number>) {
    const [first, ...rest] = values;
    if (first === undefined) {
      throw new RangeError(
        "A sample needs at least one value, and got none: leave the figure out where nothing was measured.",
      );
    }
    for (const value of [first, ...rest]) {
      if (!Number.isFinite(value)) {
        throw new RangeError(
          `A sample holds finite numbers only, and got ${value}: give a reason for its absence instead.`,
        );
      }
    }
    this.values = [first, ...rest];
  }

  /** How many measurements it holds; at least 1. */
  get size(): number {
    return this.values.length;
  }
}
