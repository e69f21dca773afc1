/**
 * Thins a series of points in time to at most `limit`, keeping what the eye needs: the first and last point, and from
 * each stretch of time the points with the highest and lowest value. The highest point of all always survives.
 *
 * @param limit at least 4.
 * @param value what a point's height is.
 */
export function thin<Point extends readonly [number, ...number[]]>(
  points: readonly Point[],
  limit: number,
  value: (point: Point) => number,
): Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= limit || first === undefined || last === undefined) return [...points];
  // Two points a stretch, and the two ends.
  const stretches = Math.floor((limit - 2) / 2);
  const kept = new Set<Point>([first]);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = 1 + Math.floor((stretch * (points.length - 2)) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * (points.length - 2)) / stretches);
    const within = points.slice(from, to);
    let [lowest, highest] = [within[0], within[0]];
    for (const point of within) {
      if (lowest === undefined || value(point) < value(lowest)) lowest = point;
      if (highest === undefined || value(point) > value(highest)) highest = point;
    }
    for (const point of within) if (point === lowest || point === highest) kept.add(point);
  }
  kept.add(last);
  return [...kept];
}
