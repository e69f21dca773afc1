/** Weighted least squares of a few terms, in closed form. */

/** A value at so many rows, and how far it may be off by itself: its standard deviation, above 0. */
export interface Point {
  readonly rows: number;
  readonly value: number;
  readonly deviation: number;
}

/** A function of the rows that a law is a sum of. */
export type Term = (rows: number) => number;

/** What a fit came to. */
export interface Fit {
  readonly terms: readonly Term[];
  /** One a term. */
  readonly coefficients: readonly number[];
  /** (XᵀWX)⁻¹: the coefficients' covariance, where the points are off by their deviations. */
  readonly covariance: readonly (readonly number[])[];
  /** Sum of the squared residuals, each by its point's deviation: χ². */
  readonly misfit: number;
  /** Points beyond those that the coefficients took; 0 or more. */
  readonly freedom: number;
}

/**
 * Fits a sum of terms to points, each weighted by 1 / deviation².
 *
 * Source: N. R. Draper, H. Smith, Applied Regression Analysis, 3rd ed., chapters 5 and 9: b = (XᵀWX)⁻¹ XᵀWy.
 *
 * @returns undefined where there are fewer points than terms, or they don't tell the terms apart.
 */
export function leastSquares(points: readonly Point[], terms: readonly Term[]): Fit | undefined {
  const freedom = points.length - terms.length;
  if (freedom < 0) return undefined;
  // Terms as large as 1e12 beside others of 1 leave no digits: each is fitted by its own largest value.
  const sizes = terms.map((term) => Math.max(...points.map(({ rows }) => Math.abs(term(rows)))));
  const rowsOfX = points.map(({ rows, deviation }) =>
    terms.map((term, index) => term(rows) / (sizes[index] ?? 1) / deviation),
  );
  const y = points.map(({ value, deviation }) => value / deviation);
  const product = (row: number, column: number) => sum(rowsOfX.map((each) => (each[row] ?? 0) * (each[column] ?? 0)));
  const inverse = inverted(terms.map((_, row) => terms.map((__, column) => product(row, column))));
  if (!inverse) return undefined;
  const right = terms.map((_, term) => sum(rowsOfX.map((each, index) => (each[term] ?? 0) * (y[index] ?? 0))));
  const scaled = inverse.map((row) => dot(row, right));
  const residuals = rowsOfX.map((each, index) => (y[index] ?? 0) - dot(each, scaled));
  return {
    terms,
    coefficients: scaled.map((coefficient, index) => coefficient / (sizes[index] ?? 1)),
    covariance: inverse.map((row, i) => row.map((value, j) => value / (sizes[i] ?? 1) / (sizes[j] ?? 1))),
    misfit: dot(residuals, residuals),
    freedom,
  };
}

/** What a fit says of so many rows. */
export const valueAt = ({ terms, coefficients }: Pick<Fit, "terms" | "coefficients">, rows: number): number =>
  dot(
    coefficients,
    terms.map((term) => term(rows)),
  );

/** The variance of what a fit says of so many rows, where its points are off by their deviations: x (XᵀWX)⁻¹ xᵀ. */
export function varianceAt({ terms, covariance }: Pick<Fit, "terms" | "covariance">, rows: number): number {
  const x = terms.map((term) => term(rows));
  return dot(
    x,
    covariance.map((row) => dot(row, x)),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const dot = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((value, index) => value * (b[index] ?? 0)));

/** The inverse by Gauss and Jordan, the largest pivot first; undefined where there is none. */
function inverted(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const size = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    const candidates = work.slice(column).sort((a, b) => Math.abs(b[column] ?? 0) - Math.abs(a[column] ?? 0));
    work.splice(column, candidates.length, ...candidates);
    const pivot = work[column];
    const head = pivot?.[column] ?? 0;
    if (!pivot || Math.abs(head) < 1e-12 * Math.max(...matrix.map((row, i) => row[i] ?? 0))) return undefined;
    const unit = pivot.map((value) => value / head);
    for (const [index, row] of work.entries()) {
      const factor = row[column] ?? 0;
      work[index] = index === column ? unit : row.map((value, each) => value - factor * (unit[each] ?? 0));
    }
  }
  return work.map((row) => row.slice(size));
}
