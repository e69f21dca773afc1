/**
 * Whether the steady figures are steady: `allocated` over fresh trials of the same read, and the peak as reported
 * against the high-water mark as another process reads it. `npm run measure:repeatability -- [rows] [trials]`
 */
import { max, median, min } from "simple-statistics";
import { now } from "../src/probes/clock.js";
import { statusBytes } from "../src/probes/resident-memory.js";
import { startWorker } from "../src/runner/worker-process.js";
import { caseOf, numbersOr, say, withMeasuring, type Measuring, type TrialWish } from "./measuring.js";

const [rows = 0, trials = 0] = numbersOr(100_000, 5);

/**
 * The peak that a worker reports against the high-water mark as read from here, at the first look after the window's end:
 * a worker that reports has collected garbage since, which takes memory of its own.
 */
async function peakFromOutside(wish: TrialWish, { context }: Measuring): Promise<number> {
  const { workerOf, dataSetsOf } = context(wish);
  const { dataSet, warmup } = dataSetsOf(caseOf(wish));
  const job = { kind: "trial", pattern: wish.call, dataSet, warmup, applicationName: "peak from outside" } as const;
  const process = startWorker(job, workerOf(caseOf(wish)));
  await process.next();
  const looks: { at: number; mark: number | undefined }[] = [];
  const look = () => {
    const mark = statusBytes("VmHWM", process.pid);
    looks.push({ at: now(), mark });
  };
  const timer = setInterval(look, 1);
  await process.send({ kind: "go" });
  const measured = await process.next();
  clearInterval(timer);
  look();
  await process.send({ kind: "go" });
  await process.exit;
  if (measured?.kind !== "measured") throw new Error(JSON.stringify(measured));
  const { end } = measured.marks;
  return Number(measured.readings.peakRss) / (looks.find(({ at }) => at >= end)?.mark ?? NaN) - 1;
}

await withMeasuring("measure:repeatability", [rows], async (measuring) => {
  for (const id of ["typeorm/get-many", "typeorm/stream"]) {
    const wish: TrialWish = { call: { id, options: {} }, rows };
    const allocated: number[] = [];
    const outside: number[] = [];
    for (let trial = 0; trial < trials; trial++) {
      allocated.push((await measuring.trial(wish)).allocated);
      outside.push(await peakFromOutside(wish, measuring));
    }
    const range = (max(allocated) - min(allocated)) / median(allocated);
    say(
      `${id}, ${rows} rows, ${trials} trials: allocated ${(median(allocated) / 1e6).toFixed(1)} MB, ` +
        `range ${(range * 100).toFixed(2)} %; peak RSS against VmHWM from outside ` +
        `${(min(outside) * 100).toFixed(2)} to ${(max(outside) * 100).toFixed(2)} %`,
    );
  }
});
