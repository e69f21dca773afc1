/**
 * Whether the limits that `limits` found hold: each read ten times at its smallest limit, and ten times at 15 % less, in
 * turns, on the data set of the same size. `npm run measure:limits -- <run> [times] [patterns]`
 */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";
import { askedOf, examine, limitTrial, mebibyte, readsOf, tooSlow, type Room } from "../src/compare/limits/examine.js";
import { projectPaths } from "../src/config/project.js";
import { UsageError } from "../src/errors.js";
import { benchCaseOf } from "../src/results/cases.js";
import type { BenchCase, Trial } from "../src/results/schema.js";
import { readResult, resultPath } from "../src/results/store.js";
import { openContainers } from "../src/runner/memory-limit/containers.js";
import { shuffled } from "../src/runner/plan.js";
import { runTrial } from "../src/runner/trial-runner.js";
import { say, withMeasuring } from "./measuring.js";

const [run = "", times = "10", patterns = ""] = process.argv.slice(2);
/** Of the smallest limit. */
const less = 0.85;
/** How a trial ended: "survived", or what took it; of those that came to their end with the ms that they took. */
function endingOf(trial: Trial, room: Room): string {
  const { ending, wall } = limitTrial(trial, room);
  return wall === undefined ? ending : `${ending}:${String(Math.round(wall))}/${String(trial.duration)}`;
}

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

/** One read under a limit in MiB. */
async function read(
  benchCase: BenchCase,
  context: Parameters<typeof runTrial>[1],
  limit: number,
): Promise<Trial | undefined> {
  const limited = benchCaseOf({ ...benchCase, conditions: { memoryLimit: Math.round(limit * mebibyte) } });
  const trial = await runTrial({ case: limited, round: 1, position: 1 }, context);
  return trial;
}

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
        const contained = {
          ...shared,
          workerOf: () => ({ ...worker, timeout: 2 * tooSlow * each.room.duration }),
          contain: containers.contain,
        };
        const limit = where === "at" ? each.limit : less * each.limit;
        const trial = await read(each.read, contained, limit);
        if (trial) endings.get(each)?.[where].push(endingOf(trial, each.room));
      }
      say(
        `${String(time + 1)} of ${times}: ${[...endings.values()].map(({ at, below }) => `${String(at.at(-1))} / ${String(below.at(-1))}`).join(", ")}`,
      );
    }
    for (const [
      {
        read: { pattern },
        limit,
        room,
      },
      { at, below },
    ] of endings) {
      const survived = at.filter((each) => each.startsWith("survived")).length;
      const lost = below.filter((each) => !each.startsWith("survived") && !each.startsWith("delayed")).length;
      say(
        `${pattern}: ${String(limit)}M, survived ${String(survived)} of ${times} (${at.join(" ")}); at ${(less * limit).toFixed(0)}M died or took ` +
          `more than twice as long ${String(lost)} of ${times} (${below.join(" ")}); with room ${room.wall.toFixed(0)}/${room.duration.toFixed(0)} ms`,
      );
    }
  });
} finally {
  await containers.close();
}
