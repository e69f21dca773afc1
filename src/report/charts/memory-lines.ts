/** What the charts of memory over time share: how a timeline becomes lines, and where things happened on it. */
import type { Timeline } from "../../results/schema.js";
import { thin } from "../../stats/thin.js";
import { position, type PlotAxis } from "./axis.js";
import type { Place } from "./geometry.js";
import { timelineOf, type CompletedTrial, type MeasuredCase } from "./measured-case.js";

/** A moment in ms, and the bytes at it. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/** A sampled trial. */
export interface SampledTrial {
  readonly trial: CompletedTrial;
  readonly timeline: Timeline;
  /** Whether it stands for its case. */
  readonly typical: boolean;
}

/** Most rounds of one case that are drawn over each other: with more, nobody tells one from the other. */
const mostRounds = 9;

/**
 * A case's trials that were sampled, the first ones if there are many. The one that stands for them comes last, so that
 * it is drawn on top: the typical one, or the last one that was sampled if that wasn't.
 */
export function sampledTrials({ trials, typical }: MeasuredCase): SampledTrial[] {
  const sampled = trials.flatMap((trial) => {
    const timeline = timelineOf(trial);
    return timeline && timeline.rss.length > 0 ? [{ trial, timeline }] : [];
  });
  const shown = sampled.find(({ trial }) => trial === typical) ?? sampled.at(-1);
  const others = sampled.filter((each) => each !== shown).slice(0, mostRounds - 1);
  return [...others, ...(shown ? [shown] : [])].map((each) => ({ ...each, typical: each === shown }));
}

/** Resident memory from the start of the window on, at most `limit` points, the highest one among them. */
export function rssLine({ rss }: Timeline, limit: number): LinePoint[] {
  // A process that is there has some memory: none is one that was gone when it was looked at.
  const fromStart = rss.filter(([at, bytes]) => at >= 0 && bytes > 0);
  return thin(fromStart, limit, ([, bytes]) => bytes).map(([at, bytes]) => ({ x: at, y: bytes }));
}

/** Used heap from the start of the window on: up to each collection, and down by what it freed. */
export function heapLine({ heap }: Timeline, limit: number): LinePoint[] {
  const fromStart = heap.filter(([at]) => at >= 0);
  return thin(fromStart, Math.max(4, Math.floor(limit / 2)), ([, before]) => before).flatMap(([at, before, after]) => [
    { x: at, y: before },
    { x: at, y: after },
  ]);
}

/** The last moment that a timeline knows of, in ms; at least 1, so that an axis has some extent. */
export function lastMoment({ rss, marks }: Timeline): number {
  return Math.max(1, marks.end, marks.released, rss.at(-1)?.[0] ?? 0);
}

/** A line's points in px. */
export const onAxes = (points: readonly LinePoint[], x: PlotAxis, y: PlotAxis): Place[] =>
  points.map((point) => ({ x: position(x, point.x), y: position(y, point.y) }));
