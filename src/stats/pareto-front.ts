/**
 * The points that no other one beats in both directions at once, smaller being better; by rising `x`. Of points that
 * are equal in both, all are on the front.
 */
export function paretoFront<Point extends { readonly x: number; readonly y: number }>(
  points: readonly Point[],
): Point[] {
  const beats = (a: Point, b: Point) => a.x <= b.x && a.y <= b.y && (a.x < b.x || a.y < b.y);
  return points.filter((point) => !points.some((other) => beats(other, point))).sort((a, b) => a.x - b.x || b.y - a.y);
}
