import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { WorkerReadings } from "../trial/protocol.js";

/** Milliseconds between the monitor's looks. Finer would burn processor time inside the window. */
const resolution = 10;

/**
 * Watches for the longest time between two turns of the event loop. The monitor measures from one of its looks to the
 * next, so it has started only once it has looked for the first time: a block before that would go unseen. And a block
 * is recorded only when the loop turns next, so stopping waits for a turn. Since the monitor's own timer is late by up
 * to its resolution when a block begins, that is taken off: the figure is the least that the block can have lasted.
 */
export async function startEventLoop(): Promise<() => Promise<WorkerReadings>> {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  await sleep(2 * resolution);
  return async () => {
    await sleep(2 * resolution);
    delay.disable();
    return { loopStall: Math.max(0, delay.max / 1e6 - resolution) };
  };
}
