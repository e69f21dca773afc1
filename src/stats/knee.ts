/**
 * The knee of a front: the point beyond which a gain in one direction costs the most in the other. Each direction is put
 * between 0 and 1 on a logarithmic scale, since costs are held against each other by their ratios; the knee is the point
 * that lies farthest below the chord between the front's two ends, which is the difference that Kneedle looks for
 * (Satopää, Albrecht, Irwin and Raghavan, "Finding a 'Kneedle' in a Haystack", 2011), for a decreasing convex curve.
 *
 * @param front points that no other one beats, smaller being better in both; positive, in any order.
 * @returns undefined where fewer than three points leave no choice, and where none lies below the chord by {@link least}.
 */
export function kneeOf<Point extends { readonly x: number; readonly y: number }>(
  front: readonly Point[],
): Point | undefined {
  if (front.length < 3) return undefined;
  const across = unitScale(front.map(({ x }) => x));
  const up = unitScale(front.map(({ y }) => y));
  // The chord runs from (0, 1) to (1, 0): what lies below it has coordinates whose sum is less than 1.
  const below = ({ x, y }: Point) => (1 - across(x) - up(y)) / Math.SQRT2;
  const [knee] = front.toSorted((a, b) => below(b) - below(a));
  return knee && below(knee) >= least ? knee : undefined;
}

/** The least distance from the chord that makes a bend; the most that there can be is 0.71. */
const least = 0.05;

function unitScale(values: readonly number[]): (value: number) => number {
  const [from, to] = [Math.min(...values), Math.max(...values)].map(Math.log) as [number, number];
  return (value) => (to > from ? (Math.log(value) - from) / (to - from) : 0);
}
