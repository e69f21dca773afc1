/**
 * What the instrument costs: trials taking turns with bare reads of the same data, and the median of what a trial needs
 * more. `npm run measure:instrument -- [rows] [rounds]`
 */
import { execa } from "execa";
import { median } from "simple-statistics";
import { compiledProgram } from "../src/config/project.js";
import { steadyCompilation } from "../src/runner/steady-code.js";
import { numbersOr, say, withMeasuring, type Measuring, type TrialWish } from "./measuring.js";

const [rows = 0, rounds = 0] = numbersOr(200_000, 20);
const patterns = ["typeorm/get-many", "typeorm/stream"];
const heaps = [[], ["--max-semi-space-size=1"]];

/** What trials are held against: a program that forces no collection, and one that forces it where a trial does. */
const bareReads = [
  { name: "a bare read", flags: [] },
  { name: "one that collects garbage first", flags: ["--expose-gc"] },
];

/** What a read costs: processor time in ms, and the highest resident memory in bytes. */
interface Cost {
  readonly cpu: number;
  readonly peakRss: number;
}

/** Makes a bare read in a process of its own. */
async function bareRead(wish: TrialWish, flags: readonly string[], { context }: Measuring): Promise<Cost> {
  const { warmup, dataSet } = context(wish);
  const given = [wish.call, warmup, dataSet].map((value) => JSON.stringify(value));
  const script = compiledProgram("scripts/bare-read.ts");
  const nodeArgs = [...flags, ...steadyCompilation, ...(wish.nodeArgs ?? [])];
  const { stdout } = await execa(process.execPath, [...nodeArgs, script, ...given]);
  return JSON.parse(stdout) as Cost;
}

/** By how much trials are dearer than the bare reads of the same rounds, in words. */
function dearer(trials: readonly Cost[], bare: readonly Cost[]): string {
  const mid = (differ: (trial: Cost, bare: Cost) => number) =>
    median(trials.flatMap((trial, round) => (bare[round] ? differ(trial, bare[round]) : [])));
  const cpu = mid((a, b) => a.cpu / b.cpu - 1);
  const peakRss = mid((a, b) => a.peakRss - b.peakRss);
  return `cpu ${(cpu * 100).toFixed(2)} %, peak RSS ${(peakRss / 1e6).toFixed(2)} MB`;
}

await withMeasuring("measure:instrument", [rows], async (measuring) => {
  for (const nodeArgs of heaps) {
    for (const id of patterns) {
      const wish: TrialWish = { call: { id, options: {} }, rows, nodeArgs };
      const collections: number[] = [];
      const trials: Cost[] = [];
      const bare: Cost[][] = bareReads.map(() => []);
      const reads = [
        async () => {
          const { gcCount, ...cost } = await measuring.trial(wish);
          collections.push(gcCount);
          trials.push(cost);
        },
        ...bareReads.map(({ flags }, index) => async () => {
          bare[index]?.push(await bareRead(wish, flags, measuring));
        }),
      ];
      for (let round = 1; round <= rounds; round++) {
        // To and fro, so that whatever drifts hits all alike.
        for (const read of round % 2 === 1 ? reads : reads.toReversed()) await read();
      }
      say(`${[id, ...nodeArgs].join(" ")}, ${rows} rows, ${rounds} rounds, ${median(collections)} collections:`);
      for (const [index, { name }] of bareReads.entries()) {
        say(`  against ${name}: ${dearer(trials, bare[index] ?? [])}`);
      }
    }
  }
});
