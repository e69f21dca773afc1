/** Places the labels of points so that they cover neither each other nor the points. */

/** A point in px with the width of its label. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Where a label stands: the left end and the middle of its line of text, in px. */
export interface Placement {
  readonly x: number;
  readonly y: number;
  /** A line from the point to the label, for one that stands far away. */
  readonly leader: Ends | undefined;
}

/** The two ends of a line, in px. */
export interface Ends {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
}

/** A place that is taken, in px. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const lineHeight = 15;
const pointRadius = 6;

/** Distances from the point that are tried, nearest first, in px; farther than the second one needs a line. */
const distances = [10, 14, 22, 34, 48, 64, 84, 108];

/** Directions that are tried, best first: beside the point reads best, then above and below, then askew. */
const directions = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [0.7, -0.7],
  [0.7, 0.7],
  [-0.7, -0.7],
  [-0.7, 0.7],
] as const;

/**
 * Chooses for each label the nearest free place; where none is free, the one that covers least.
 *
 * @param area the plot's size in px; labels stay inside
 * @param obstacles what labels shall not cover either
 * @returns a placement for each point, in their order
 */
export function placeLabels(
  points: readonly Labelled[],
  area: { readonly width: number; readonly height: number },
  obstacles: readonly Box[] = [],
): Placement[] {
  const taken: Box[] = [...obstacles, ...points.map(({ x, y }) => around(x, y, 2 * pointRadius, 2 * pointRadius))];
  const placements = new Map<Labelled, Placement>();
  // The widest first, since they are the hardest to place.
  for (const point of [...points].sort((a, b) => b.width - a.width)) {
    const [box, away] = freest(point, taken, area);
    taken.push(box);
    const y = (box.top + box.bottom) / 2;
    const nearEnd = point.x > (box.left + box.right) / 2 ? box.right + 2 : box.left - 2;
    placements.set(point, {
      x: box.left,
      y,
      leader: away ? { x: point.x, y: point.y, x2: nearEnd, y2: y } : undefined,
    });
  }
  return points.flatMap((point) => placements.get(point) ?? []);
}

function freest(point: Labelled, taken: readonly Box[], area: { width: number; height: number }): [Box, boolean] {
  let best: { box: Box; away: boolean; cost: number } | undefined;
  for (const [step, distance] of distances.entries()) {
    for (const direction of directions) {
      const box = beside(point, direction, distance);
      const outside = overlapArea(box, { left: 0, top: 0, right: area.width, bottom: area.height });
      const missing = (box.right - box.left) * (box.bottom - box.top) - outside;
      const cost = 3 * missing + taken.reduce((sum, other) => sum + overlapArea(box, other), 0);
      if (!best || cost < best.cost) best = { box, away: step > 1, cost };
      if (best.cost < 1e-6) return [best.box, best.away];
    }
  }
  return best ? [best.box, best.away] : [around(point.x, point.y, point.width, lineHeight), false];
}

function beside({ x, y, width }: Labelled, [dx, dy]: readonly [number, number], distance: number): Box {
  const left = dx > 0 ? x + dx * distance : dx < 0 ? x + dx * distance - width : x - width / 2;
  const middle = y + dy * (distance + (dx === 0 ? lineHeight / 2 : 0));
  return { left, right: left + width, top: middle - lineHeight / 2, bottom: middle + lineHeight / 2 };
}

function around(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function overlapArea(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
