import { median } from "simple-statistics";

/** A straight line: `start` at 0, and by how much it rises for each one of x. */
export interface StraightLine {
  readonly start: number;
  readonly slope: number;
}

/**
 * The line through points of which some were disturbed: its slope is the median of those between all pairs (Theil 1950;
 * Sen 1968, who shows that 29 % of the points may lie anywhere), its start the median of what is left.
 *
 * @param points two at least with different x; of a few hundred, since all pairs are looked at.
 * @returns undefined where all have one x
 */
export function robustLine(points: readonly { readonly x: number; readonly y: number }[]): StraightLine | undefined {
  const slopes = points.flatMap((a, index) =>
    points.slice(index + 1).flatMap((b) => (a.x === b.x ? [] : [(b.y - a.y) / (b.x - a.x)])),
  );
  if (slopes.length === 0) return undefined;
  const slope = median(slopes);
  return { slope, start: median(points.map(({ x, y }) => y - slope * x)) };
}
