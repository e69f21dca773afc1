/** The thread that sleeps for waiting.ts, until its process ends. */
import { parentPort, workerData } from "node:worker_threads";
import { nanoseconds, type SharedWait } from "./waiting.js";

const { until, turn } = workerData as SharedWait;

for (;;) {
  // First: what is set after this was read doesn't find us asleep.
  const before = Atomics.load(turn, 0);
  const time = Atomics.load(until, 0);
  const left = time === 0n ? Infinity : Number(time - nanoseconds()) / 1e6;
  if (left > 0) {
    Atomics.wait(turn, 0, before, left);
  } else if (Atomics.compareExchange(until, 0, time, 0n) === time) {
    parentPort?.postMessage(null);
  }
}
