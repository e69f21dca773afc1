/** Which law a figure grows by, as far as the sizes tell. */
import { fitLaw, lawNames, type LawName } from "./laws.js";
import { valueAt, varianceAt, type Fit, type Point } from "./least-squares.js";

/** A law that was fitted. */
export interface Growth {
  readonly law: LawName;
  readonly fit: Fit;
  /** The sizes that it was fitted to, by rows: those below the first follow no law, or another. */
  readonly points: readonly Point[];
  /** Whether each of these lies no farther from what the others say than measurements do. */
  readonly holds: boolean;
}

/** Fewest sizes that a law is fitted to: two can't contradict a line. */
export const fewestSizes = 3;

/** So many deviations from what the others say lies no measurement that follows the same law. */
const farthest = 3;

/** By how much less a law with more in it must miss. */
const gain = 2;

/** A law that misses by no more deviations than this misses by no more than measurements do: less says nothing of another. */
const enough = 1;

/**
 * Chooses by cross-validation: each size is left out, and predicted from the others. Of the laws that hold the simplest is
 * taken which doesn't miss by more than measurements do, or than twice what the best does: for all sizes, or where none
 * holds for these, from the smallest on from which one does. A process has garbage before it has to collect any, and the
 * first page is half empty, so small sizes needn't follow the law of large ones. Where no law holds for any three, the one
 * that misses least is taken, and said not to hold.
 *
 * Sources: M. Stone, Cross-validatory choice and assessment of statistical predictions, J. Royal Statistical Society B 36
 * (1974); of taking the simplest that is nearly as good, L. Breiman et al., Classification and Regression Trees (1984), 3.4.3.
 *
 * @param points by rows, each size once.
 * @returns undefined for fewer than {@link fewestSizes} sizes.
 */
export function chooseLaw(points: readonly Point[]): Growth | undefined {
  const tails = points.slice(fewestSizes - 1).map((_, start) => points.slice(start));
  const byTail = tails.map((tail) => lawNames.flatMap((law) => tryLaw(law, tail) ?? []));
  for (const tried of byTail) {
    const holding = tried.filter(({ growth }) => growth.holds);
    const least = Math.min(...holding.map(({ miss }) => miss));
    const simplest = holding.find(({ miss }) => miss <= Math.max(enough, gain * least));
    if (simplest) return simplest.growth;
  }
  return byTail.flat().toSorted((a, b) => a.miss - b.miss)[0]?.growth;
}

/** A law on these sizes, and by how many deviations it misses one that is left out; root mean square. */
function tryLaw(law: LawName, points: readonly Point[]): { growth: Growth; miss: number } | undefined {
  const fit = fitLaw(law, points);
  if (!fit) return undefined;
  let [squares, strangest] = [0, 0];
  for (const left of points) {
    const others = fitLaw(
      law,
      points.filter((point) => point !== left),
    );
    if (!others) return undefined;
    const miss = Math.abs(left.value - valueAt(others, left.rows));
    squares += (miss / left.deviation) ** 2;
    // What the others say of it isn't certain either.
    strangest = Math.max(strangest, miss / Math.hypot(left.deviation, Math.sqrt(varianceAt(others, left.rows))));
  }
  const miss = Math.sqrt(squares / points.length);
  return { growth: { law, fit, points, holds: strangest <= farthest }, miss };
}
