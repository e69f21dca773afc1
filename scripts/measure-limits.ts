/**
 * Whether the limits that `limits` found hold: each read ten times at its smallest limit, ten times at 15 % less and, to say
 * how long it takes while the machine is as it is, ten times with ample memory, in a random order, on the data set of the same
 * size. `npm run measure:limits -- <run> [times] [patterns]`
 */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";
import {
  askedOf,
  examine,
  limitTrial,
  mebibyte,
  readsOf,
  roomOf,
  tooSlow,
  type Room,
} from "../src/compare/limits/examine.js";
import { projectPaths } from "../src/config/project.js";
import { UsageError } from "../src/errors.js";
import type { Trial } from "../src/results/schema.js";
import { readResult, resultPath } from "../src/results/store.js";
import { openContainers } from "../src/runner/memory-limit/containers.js";
import { shuffled } from "../src/runner/plan.js";
import { limitedTrial, say, withMeasuring } from "./measuring.js";

const [run = "", times = "10", patterns = ""] = process.argv.slice(2);
/** Of the smallest limit. */
const less = 0.85;
/** MiB in which each read has room. */
const ample = 2048;
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

try {
  await withMeasuring("measure:limits", [rows], async ({ context }) => {
    const rng = mersenne(result.rngSeed);
    const made = new Map(
      found.map((each) => [each, { at: [] as Trial[], below: [] as Trial[], ample: [] as Trial[] }]),
    );
    for (let time = 0; time < Number(times); time++) {
      const order = shuffled(
        found.flatMap((each) => (["at", "below", "ample"] as const).map((where) => ({ each, where }))),
        (most) => uniformInt(rng, 0, most),
      );
      for (const { each, where } of order) {
        const { pattern: id, options } = each.read;
        const limit = { at: each.limit, below: less * each.limit, ample }[where];
        const trial = await limitedTrial(context({ call: { id, options }, rows }), each.read, {
          memoryLimit: limit * mebibyte,
          timeout: 2 * tooSlow * each.room.duration,
          contain: containers.contain,
        });
        if (trial) made.get(each)?.[where].push(trial);
      }
      say(`${String(time + 1)} of ${times}`);
    }
    for (const [{ read: each, limit }, { at, below, ample: roomy }] of made) {
      const room = roomOf([{ conditions: { memoryLimit: ample * mebibyte }, trials: roomy }]);
      if (!room) throw new Error(`${each.pattern} didn't complete with ${String(ample)}M.`);
      const [ofLimit, ofLess] = [at, below].map((trials) => trials.map((trial) => endingOf(trial, room)));
      const survived = at.filter((trial) => limitTrial(trial, room).ending === "survived").length;
      const lost = below.filter((trial) => !["survived", "delayed"].includes(limitTrial(trial, room).ending)).length;
      say(
        `${each.pattern}: ${String(limit)}M, survived ${String(survived)} of ${times} (${String(ofLimit?.join(" "))}); at ` +
          `${(less * limit).toFixed(0)}M died or took more than twice as long ${String(lost)} of ${times} ` +
          `(${String(ofLess?.join(" "))}); with ample memory ${room.wall.toFixed(0)}/${room.duration.toFixed(0)} ms`,
      );
    }
  });
} finally {
  await containers.close();
}
