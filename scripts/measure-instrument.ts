/**
 * What the instrument costs: trials paired with bare reads of the same data, in turn, and the median of what a trial
 * needs more. `npm run measure:instrument -- [rows] [pairs]`
 */
import { execa } from "execa";
import { median } from "simple-statistics";
import { compiledProgram } from "../src/config/project.js";
import { steadyCompilation } from "../src/runner/steady-code.js";
import { numbersOr, say, withMeasuring, type Measuring, type TrialWish } from "./measuring.js";

const [rows = 0, pairs = 0] = numbersOr(200_000, 20);
const patterns = ["typeorm/get-many", "typeorm/stream"];
const heaps = [[], ["--max-semi-space-size=1"]];

/** What a bare read in a process of its own costs: processor time in ms, and the kernel's mark in bytes. */
async function bareRead(wish: TrialWish, { context }: Measuring): Promise<{ cpu: number; peakRss: number }> {
  const { warmup, dataSet } = context(wish);
  const given = [wish.call, warmup, dataSet].map((value) => JSON.stringify(value));
  const script = compiledProgram("scripts/bare-read.ts");
  const { stdout } = await execa(process.execPath, [...steadyCompilation, ...(wish.nodeArgs ?? []), script, ...given]);
  return JSON.parse(stdout) as { cpu: number; peakRss: number };
}

await withMeasuring("measure:instrument", [rows], async (measuring) => {
  for (const nodeArgs of heaps) {
    for (const id of patterns) {
      const wish: TrialWish = { call: { id, options: {} }, rows, nodeArgs };
      const [cpu, peakRss, gcCount]: [number[], number[], number[]] = [[], [], []];
      for (let pair = 0; pair < pairs; pair++) {
        // Turn about, so that whatever drifts hits both alike.
        const before = pair % 2 === 0 ? await bareRead(wish, measuring) : undefined;
        const measured = await measuring.trial(wish);
        const bare = before ?? (await bareRead(wish, measuring));
        cpu.push(measured.cpu / bare.cpu - 1);
        peakRss.push(measured.peakRss - bare.peakRss);
        gcCount.push(measured.gcCount);
      }
      say(
        `${[id, ...nodeArgs].join(" ")}, ${rows} rows, ${pairs} pairs, ${median(gcCount)} collections: ` +
          `cpu ${(median(cpu) * 100).toFixed(2)} %, peak RSS ${(median(peakRss) / 1e6).toFixed(2)} MB`,
      );
    }
  }
});
