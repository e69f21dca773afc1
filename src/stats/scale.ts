/** The scale on which changes of a metric add up. */
export interface Scale {
  readonly to: (value: number) => number;
  readonly from: (value: number) => number;
}

/** Of quantities that are multiplied by noise, and by changes, the logarithms add up: all of them above 0. */
const logarithms: Scale = { to: Math.log, from: Math.exp };
const plain: Scale = { to: Number, from: Number };

/** The scale for metrics that are compared by their ratio, or by their difference. */
export const scaleOf = (as: "ratio" | "difference"): Scale => (as === "ratio" ? logarithms : plain);
