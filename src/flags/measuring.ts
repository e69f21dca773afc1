/** Flags that say how it is measured. */
import { randomInt } from "node:crypto";
import { UsageError } from "../errors.js";
import { flag, toggle, type OptionsOf } from "./flag.js";
import { countOf, duration, durationOf, roundTripTimes, wholeNumber } from "./quantities.js";

/** The fewest that tell one pattern from another. */
export const usualRounds = "3";

export const rounds = flag("--rounds <n>", "trials of each pattern, interleaved", wholeNumber(1, 1000))
  .or(usualRounds)
  .recorded();

export const quick = toggle(
  "--quick",
  "a first answer in about half a minute: the patterns that matter, of 100,000 rows at most",
).recorded();

/** Milliseconds after which no round is begun. */
export const budget = flag("--budget <time>", "start no round after this time", duration).or("300", "300 s").recorded();

/** Milliseconds that a worker may take. */
export const timeout = flag("--timeout <time>", "how long one trial may take: 90, 90s, 10m", duration)
  .or("600", "600 s")
  .recorded();

export const rngSeed = flag("--rng-seed <n>", "draws the order of the trials", wholeNumber(0, 0xffff_ffff))
  .orElse(() => randomInt(0xffff_ffff), "random, and recorded")
  .recorded();

/** Those of a local network: the server beside the service, in the same data centre, and a managed one some way off. */
const usualLatencies: readonly number[] = [0, 0.5, 2];

export const latency = flag(
  "--latency <list>",
  "round-trip times to add to the server's own: 0,0.5ms,2ms",
  roundTripTimes,
)
  .orElse(() => usualLatencies, "0,0.5ms,2ms")
  .recorded();

const noFlags: readonly string[] = [];

export const nodeArgs = flag(
  "--node-args <flags>",
  "flags for the workers' Node, such as --max-old-space-size=512",
  (text, name): readonly string[] => {
    const flags = text.split(/\s+/).filter((each) => each !== "");
    const wrong = flags.find((each) => !each.startsWith("-"));
    if (wrong === undefined) return flags;
    throw new UsageError(`${name} must hold flags, like --max-old-space-size=512; received "${wrong}".`);
  },
)
  .orElse(() => noFlags)
  .recorded();

export const heapDiff = toggle("--heap-diff", "also show which constructors the heap grew by (memwatch)").recorded();

/**
 * Flags that a worker needs for a trial. Their values reach it as they are (`job.options` in src/trial/), are in the
 * result, and where they differ nothing of two results is comparable.
 */
export const trialFlags = {
  /** A consumer that blocks for `milliseconds` after every `rows` rows, to show that back pressure holds. */
  slowConsumer: flag(
    "--slow-consumer <ms/rows>",
    "block the consumer: 50ms/10000 is 50 ms after every 10,000 rows",
    (text, name) => {
      const [time = "", count = "", ...rest] = text.split("/");
      const [milliseconds, rows] = [durationOf(time), countOf(count)];
      if (milliseconds > 0 && milliseconds < 100_000 && rows > 0 && rows < 1e9 && rest.length === 0) {
        return { milliseconds, rows };
      }
      throw new UsageError(`${name} must say how long and after how many rows, like 50ms/10000; received "${text}".`);
    },
  ).recorded(),
};

/** What a worker is told of a trial beside what it reads. */
export type TrialOptions = Partial<OptionsOf<typeof trialFlags>>;
