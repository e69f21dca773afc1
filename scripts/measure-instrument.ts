/**
 * What the instrument costs: trials taking turns with bare reads of the same data on one core, and the median of what a
 * trial needs more, with a 90 % interval for the mean. `npm run measure:instrument -- [rows] [rounds] [spread]`
 *
 * Where the heap is in its cycle of growing and being collected when a read ends can make a peak some percent higher or
 * lower than a read's that began a little further on in it. With a spread of 4 the rounds read from half to twice as
 * many rows, evenly in the logarithm: V8 lets its heap grow up to fourfold between full collections, so that all places
 * in the cycle come up.
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
import { meanInterval } from "../src/stats/mean-interval.js";
import { Sample } from "../src/stats/sample.js";
import { scaleOf } from "../src/stats/scale.js";
import { caseOf, numbersOr, say, withMeasuring, type Measuring, type TrialWish } from "./measuring.js";

const [rows = 0, rounds = 0, spread = 1] = numbersOr(200_000, 20, 1);
const sizes = Array.from({ length: rounds }, (_, round) => Math.round(rows * spread ** ((round + 0.5) / rounds - 0.5)));
const patterns = ["typeorm/get-many", "typeorm/stream"];
const heaps = [[], ["--max-semi-space-size=1"]];

/** What trials are held against: a program that prepares as a trial does, and one that never collects on its own. */
const bareReads = [
  { name: "a read prepared alike, without probes", flags: ["--expose-gc"] },
  { name: "one that doesn't collect garbage before", flags: [] },
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
  const { warmup, dataSet } = context(wish).dataSetsOf(caseOf(wish));
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
  const memory = pairs.map(([one, other]) => (other.peakRss - one.peakRss) / 1e6);
  const mean = meanInterval(new Sample(memory), 0.1, 0);
  const reach = mean ? ` (mean: ${mean.low.toFixed(2)} to ${mean.high.toFixed(2)} MB)` : "";
  return `cpu ${percent(middle)} (mean: ${interval}), peak RSS ${median(memory).toFixed(2)} MB${reach}`;
}

const coreSpeed = await watchCoreSpeed();
await withMeasuring("measure:instrument", [...new Set(sizes)], async (measuring) => {
  for (const nodeArgs of heaps) {
    for (const id of patterns) {
      const wishOf = (size: number): TrialWish => ({ call: { id, options: {} }, rows: size, nodeArgs, coreSpeed });
      const collections: number[] = [];
      const trials: Cost[] = [];
      const bare: Cost[][] = bareReads.map(() => []);
      const reads = [
        async (size: number) => {
          const { gcCount, ...cost } = await measuring.trial(wishOf(size));
          collections.push(gcCount);
          trials.push(cost);
        },
        ...bareReads.map(({ flags }, index) => async (size: number) => {
          bare[index]?.push(await bareRead(wishOf(size), flags, measuring, coreSpeed));
        }),
      ];
      for (const [round, size] of sizes.entries()) {
        // To and fro, so that whatever drifts hits all alike.
        for (const read of round % 2 === 0 ? reads : reads.toReversed()) await read(size);
      }
      const read = [...new Set([sizes[0], sizes.at(-1)])].join(" to ");
      say(`${[id, ...nodeArgs].join(" ")}, ${read} rows, ${rounds} rounds, ${median(collections)} collections:`);
      for (const [index, { name }] of bareReads.entries()) {
        say(`  against ${name}: ${dearer(trials, bare[index] ?? [])}`);
      }
    }
  }
});
await coreSpeed.close();
