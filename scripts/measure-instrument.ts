/**
 * What the instrument costs: trials taking turns with bare reads of the same data on one core, and the median of what a
 * trial needs more, with a 90 % interval for the mean. `npm run measure:instrument -- [rows] [rounds]`
 */
import { execa } from "execa";
import { median } from "simple-statistics";
import { changesOf, estimateChange } from "../src/compare/judge.js";
import type { Pairs } from "../src/compare/measurements.js";
import { compiledProgram } from "../src/config/project.js";
import { metrics } from "../src/metrics.js";
import type { Reading } from "../src/results/schema.js";
import { watchCoreSpeed, type CoreSpeed } from "../src/runner/core-speed.js";
import { steadyCompilation } from "../src/runner/steady-code.js";
import { scaleOf } from "../src/stats/scale.js";
import { numbersOr, say, withMeasuring, type Measuring, type TrialWish } from "./measuring.js";

const [rows = 0, rounds = 0] = numbersOr(200_000, 20);
const patterns = ["typeorm/get-many", "typeorm/stream"];
const heaps = [[], ["--max-semi-space-size=1"]];

/** What trials are held against: a program that forces no collection, and one that forces it where a trial does. */
const bareReads = [
  { name: "a bare read", flags: [] },
  { name: "one that collects garbage first", flags: ["--expose-gc"] },
];

/** What a read costs: processor time in ms, how fast the core was, and the highest resident memory in bytes. */
interface Cost {
  readonly cpu: number;
  readonly coreSpeed: Reading | undefined;
  readonly peakRss: number;
}

/** Makes a bare read in a process of its own. */
async function bareRead(
  wish: TrialWish,
  flags: readonly string[],
  { context }: Measuring,
  coreSpeed: CoreSpeed,
): Promise<Cost> {
  const { warmup, dataSet } = context(wish);
  const given = [wish.call, warmup, dataSet].map((value) => JSON.stringify(value));
  const script = compiledProgram("scripts/bare-read.ts");
  const nodeArgs = [...flags, ...steadyCompilation, ...(wish.nodeArgs ?? [])];
  const [command, ...args] = coreSpeed.pinned([process.execPath, ...nodeArgs, script, ...given]);
  const { stdout } = await execa(command, args);
  const { start, end, ...cost } = JSON.parse(stdout) as Omit<Cost, "coreSpeed"> & { start: number; end: number };
  return { ...cost, coreSpeed: await coreSpeed.between(start, end) };
}

/** By how much trials are dearer than the bare reads of the same rounds, in words: processor time at one speed. */
function dearer(trials: readonly Cost[], bare: readonly Cost[]): string {
  const pairs = trials.flatMap((trial, round) => (bare[round] ? [[bare[round], trial] as const] : []));
  const speeds = pairs.flatMap(([one, other]) =>
    typeof one.coreSpeed === "number" && typeof other.coreSpeed === "number"
      ? [[one.coreSpeed, other.coreSpeed] as const]
      : [],
  );
  const cpu: Pairs = {
    kind: "pairs",
    pairs: pairs.map(([one, other]) => [one.cpu, other.cpu]),
    ...(speeds.length === pairs.length && { coreSpeeds: speeds }),
  };
  const change = estimateChange(cpu, metrics.cpu, 0.1);
  const percent = (ratio: number) => `${((ratio - 1) * 100).toFixed(1)} %`;
  const interval =
    change.kind === "estimated" ? `${percent(change.change.low)} to ${percent(change.change.high)}` : change.reason;
  const scale = scaleOf(metrics.cpu.compared.as);
  const middle = scale.from(median([...changesOf(cpu, scale).differences]));
  const peakRss = median(pairs.map(([one, other]) => other.peakRss - one.peakRss));
  return `cpu ${percent(middle)} (mean: ${interval}), peak RSS ${(peakRss / 1e6).toFixed(2)} MB`;
}

const coreSpeed = await watchCoreSpeed();
await withMeasuring("measure:instrument", [rows], async (measuring) => {
  for (const nodeArgs of heaps) {
    for (const id of patterns) {
      const wish: TrialWish = { call: { id, options: {} }, rows, nodeArgs, coreSpeed };
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
          bare[index]?.push(await bareRead(wish, flags, measuring, coreSpeed));
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
await coreSpeed.close();
