/** What the number of statements says of how a pattern reads. */
import type { Growth } from "./choose-law.js";

/** How many statements there are: always so many, one for each of some rows (a page, a batch), or some for each row (N+1). */
export type StatementLaw =
  | { readonly kind: "always"; readonly statements: number }
  | { readonly kind: "batches"; readonly rows: number }
  | { readonly kind: "each"; readonly statements: number }
  | { readonly kind: "otherwise" };

/** Statements a row from which there is one for each. */
const oneEach = 0.9;

/** Reads a law of the metric `statements`. */
export function statementLaw({ law, fit: { coefficients } }: Growth): StatementLaw {
  const [first = 0, perRow = 0] = coefficients;
  switch (law) {
    case "constant":
      return { kind: "always", statements: Math.round(first) };
    case "linear":
      return perRow >= oneEach ? { kind: "each", statements: perRow } : { kind: "batches", rows: 1 / perRow };
    case "logarithmic":
    case "n log n":
    case "quadratic":
      return { kind: "otherwise" };
  }
}
