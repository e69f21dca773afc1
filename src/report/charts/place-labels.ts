/** Places labels so that they cover neither each other nor the points that they name. */
import { sum } from "d3-array";
import type { Box, Ends, Place, Size } from "./geometry.js";

/** A point with the width of its label. */
export interface Labelled extends Place {
  readonly width: number;
}

/** Where a label stands: the left end and the middle of its line of text, in px. */
export interface Placement extends Place {
  /** A line from the point to the label, for one that stands far away. */
  readonly leader: Ends | undefined;
}

const lineHeight = 15;
const pointRadius = 6;

/** Distances from the point that are tried, nearest first, in px; farther than the second one needs a line. */
const distances = [10, 14, 22, 34, 48, 64, 84, 108, 136, 168];

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
export function placeLabels(points: readonly Labelled[], area: Size, obstacles: readonly Box[] = []): Placement[] {
  const marks = [...obstacles, ...points.map(({ x, y }) => around(x, y, 2 * pointRadius, 2 * pointRadius))];
  const labels: Box[] = [];
  const placements = new Map<Labelled, Placement>();
  // The widest first, since they are the hardest to place.
  for (const point of [...points].sort((a, b) => b.width - a.width)) {
    const [box, away] = freest(point, marks, labels, area);
    labels.push(box);
    placements.set(point, {
      x: box.left,
      y: (box.top + box.bottom) / 2,
      leader: away ? { x: point.x, y: point.y, ...nearestOf(box, point) } : undefined,
    });
  }
  return points.flatMap((point) => placements.get(point) ?? []);
}

/** The room that a label takes. */
export const labelBox = ({ x, y }: Place, width: number): Box => ({
  left: x,
  right: x + width,
  top: y - lineHeight / 2,
  bottom: y + lineHeight / 2,
});

/**
 * Places more labels where some are already.
 *
 * @param obstacles what they shall not cover, if that can be
 * @param there the labels that are there, by {@link labelBox}
 * @returns a placement for each point, in their order; undefined for those that would touch a label before them
 */
export function placeBeside(
  points: readonly Labelled[],
  area: Size,
  obstacles: readonly Box[],
  there: readonly Box[],
): (Placement | undefined)[] {
  const taken = [...there];
  return placeLabels(points, area, [...obstacles, ...there]).map((placement, index) => {
    const { left, right, top, bottom } = labelBox(placement, points[index]?.width ?? 0);
    const withAir = { left: left - gap, right: right + gap, top, bottom };
    const inside = left >= 0 && right <= area.width && top >= 0 && bottom <= area.height;
    if (!inside || taken.some((other) => overlapArea(withAir, other) > 0)) return undefined;
    taken.push(withAir);
    return placement;
  });
}

/** The point of a box's sides where a line from outside meets it first. */
const nearestOf = ({ left, right, top, bottom }: Box, { x, y }: Place): { x2: number; y2: number } => ({
  x2: Math.min(right, Math.max(left, x)),
  y2: Math.min(bottom, Math.max(top, y)),
});

/** How much worse it is to leave the plot or to cover another label than to cover a mark, by the area. */
const weights = { outside: 3, label: 10 };

function freest(point: Labelled, marks: readonly Box[], labels: readonly Box[], area: Size): [Box, boolean] {
  let best: { box: Box; away: boolean; cost: number } | undefined;
  for (const [step, distance] of distances.entries()) {
    for (const direction of directions) {
      const box = beside(point, direction, distance);
      const outside = overlapArea(box, { left: 0, top: 0, right: area.width, bottom: area.height });
      const missing = (box.right - box.left) * (box.bottom - box.top) - outside;
      const covered = (boxes: readonly Box[]) => sum(boxes, (other) => overlapArea(box, other));
      const cost = weights.outside * missing + weights.label * covered(labels) + covered(marks);
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

/** What has a place and an extent on one line, in px. */
export interface Stretch {
  readonly middle: number;
  readonly width: number;
}

/** Least room between two texts on one line, in px. */
const gap = 4;

/** Those that touch none before them; what matters most comes first. */
export function apart<Each extends Stretch>(stretches: readonly Each[]): Each[] {
  const kept: Each[] = [];
  for (const each of stretches) {
    const touches = (other: Each) => Math.abs(each.middle - other.middle) < (each.width + other.width) / 2 + gap;
    if (!kept.some(touches)) kept.push(each);
  }
  return kept;
}
