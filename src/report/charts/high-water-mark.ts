import type { CompletedTrial } from "./measured-case.js";
import { timelineOf } from "./measured-case.js";

/** Two readings of one peak that lie closer together than this are the same one: pages are counted in batches. */
const closeEnough = { bytes: 2e6, ratio: 0.01 };

/**
 * The kernel's high-water mark of a trial, in bytes, where the line that was sampled from outside doesn't reach it, or
 * goes beyond it, by more than the sampling explains.
 *
 * Between two samples memory can have risen and fallen again. How far is unknown, but the steepest rise that was seen
 * says how fast this read takes memory: that speed times one interval is what may have been missed.
 */
export function highWaterMarkApart(trial: CompletedTrial): number | undefined {
  const timeline = timelineOf(trial);
  const mark = trial.outcome.metrics.peakRss;
  if (!timeline || typeof mark !== "number") return undefined;
  const { interval, rss, marks } = timeline;
  const within = rss.filter(([at]) => at >= -interval && at <= marks.end + interval);
  if (within.length === 0) return mark;
  const highest = Math.max(...within.map(([, bytes]) => bytes));
  const explained = Math.max(closeEnough.bytes, closeEnough.ratio * mark, steepestRise(within) * interval);
  return Math.abs(mark - highest) > explained ? mark : undefined;
}

/** In bytes per ms. */
function steepestRise(rss: readonly (readonly [number, number])[]): number {
  return rss.reduce((steepest, [at, bytes], index) => {
    const [before, less] = rss[index - 1] ?? [at, bytes];
    return at > before ? Math.max(steepest, (bytes - less) / (at - before)) : steepest;
  }, 0);
}
