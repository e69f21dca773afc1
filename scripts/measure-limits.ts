/**
 * Whether the limits that `limits` found hold: each read ten times at its smallest limit, and ten times at 15 % less, in
 * turns, on the data set of the same size. `npm run measure:limits -- <run> [times] [patterns]`
 */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";
import { askedOf, examine, mebibyte, readsOf, tooSlow } from "../src/compare/limits/examine.js";
import { projectPaths } from "../src/config/project.js";
import { UsageError } from "../src/errors.js";
import { benchCaseOf } from "../src/results/cases.js";
import type { BenchCase, Outcome } from "../src/results/schema.js";
import { readResult, resultPath } from "../src/results/store.js";
import { openContainers } from "../src/runner/memory-limit/containers.js";
import { shuffled } from "../src/runner/plan.js";
import { runTrial } from "../src/runner/trial-runner.js";
import { say, withMeasuring } from "./measuring.js";

const [run = "", times = "10", patterns = ""] = process.argv.slice(2);
/** Of the smallest limit. */
const less = 0.85;
/** Far more than any read of such a size takes. */
const timeout = 120_000;

const result = await readResult(await resultPath(run));
const { limits } = result;
if (limits?.limited.what !== "process")
  throw new UsageError(`${run} isn't a run of limits under limits of the kernel's.`);
const found = readsOf(result.cases)
  .map((read) => examine(read, result, askedOf(limits)))
  .flatMap(({ case: read, smallest, room }) =>
    smallest.kind === "found" && room !== undefined ? [{ read, limit: smallest.value, room }] : [],
  )
  .filter(({ read }) => patterns === "" || patterns.split(",").includes(read.pattern));
const rows = result.dataSet.rows;
const containers = await openContainers(projectPaths(process.cwd()).home, [limits.limited.by]);
if ("absent" in containers) throw new UsageError(containers.absent);

/** One read under a limit in MiB; gives "1.2 s", or how it died. */
async function read(
  benchCase: BenchCase,
  context: Parameters<typeof runTrial>[1],
  limit: number,
): Promise<Outcome | undefined> {
  const limited = benchCaseOf({ ...benchCase, conditions: { memoryLimit: Math.round(limit * mebibyte) } });
  const trial = await runTrial({ case: limited, round: 1, position: 1 }, context);
  return trial?.outcome;
}

const wallOf = (outcome: Outcome | undefined): number | undefined =>
  outcome?.kind === "completed" && typeof outcome.metrics.wall === "number" ? outcome.metrics.wall : undefined;

try {
  await withMeasuring("measure:limits", [rows], async ({ context }) => {
    const rng = mersenne(result.rngSeed);
    const endings = new Map(found.map((each) => [each, { at: [] as string[], below: [] as string[] }]));
    for (let time = 0; time < Number(times); time++) {
      const order = shuffled(
        found.flatMap((each) => (["at", "below"] as const).map((where) => ({ each, where }))),
        (most) => uniformInt(rng, 0, most),
      );
      for (const { each, where } of order) {
        const { pattern: id, options } = each.read;
        const shared = context({ call: { id, options }, rows });
        const worker = shared.workerOf(each.read);
        const contained = { ...shared, workerOf: () => ({ ...worker, timeout }), contain: containers.contain };
        const limit = where === "at" ? each.limit : less * each.limit;
        const outcome = await read(each.read, contained, limit);
        const wall = wallOf(outcome);
        endings.get(each)?.[where].push(wall === undefined ? String(outcome?.kind) : String(Math.round(wall)));
      }
      say(`${String(time + 1)} of ${times}`);
    }
    for (const [
      {
        read: { pattern },
        limit,
        room,
      },
      { at, below },
    ] of endings) {
      const lived = at.filter((each) => Number(each) > 0).length;
      const lost = below.filter((each) => !(Number(each) <= tooSlow * room)).length;
      say(
        `${pattern}: ${String(limit)}M, lived ${String(lived)} of ${times} (${at.join(" ")}); at ${(less * limit).toFixed(0)}M died or took ` +
          `more than twice as long ${String(lost)} of ${times} (${below.join(" ")}); with room ${room.toFixed(0)} ms`,
      );
    }
  });
} finally {
  await containers.close();
}
