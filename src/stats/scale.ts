/** The scale on which changes of a metric add up. */
export interface Scale {
  /** What a change reads where nothing has changed. */
  readonly none: number;
  readonly to: (value: number) => number;
  readonly from: (value: number) => number;
}

/** Of quantities that are multiplied by noise, and by changes, the logarithms add up: all of them above 0. */
const logarithms: Scale = { none: 1, to: Math.log, from: Math.exp };
const plain: Scale = { none: 0, to: Number, from: Number };

/** The scale for metrics that are compared by their ratio, or by their difference. */
export const scaleOf = (as: "ratio" | "difference"): Scale => (as === "ratio" ? logarithms : plain);

/** How far a threshold lies from no change, on the scale: a ratio's 0.05 is a factor of 1.05. */
export const sizeOn = ({ none, to }: Scale, threshold: number): number => to(none + threshold);
