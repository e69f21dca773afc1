/** What a config may say: all that the flags of commands which read one may, but for what belongs to one run. */
import { listed, type Flag, type Flags } from "../flags/flag.js";
import { benchFlags } from "./options/bench.js";
import { limitsFlags } from "./options/limits.js";
import { patternsFlags } from "./options/patterns.js";
import { sweepFlags } from "./options/sweep.js";
import { upgradeFlags } from "./options/upgrade.js";

/** Of the commands that read a config. */
const readers: readonly Flags[] = [benchFlags, sweepFlags, upgradeFlags, limitsFlags, patternsFlags];

/** What belongs to one run, and to no config. */
export const ofOneRun: readonly string[] = [
  "config",
  "url",
  "from",
  "to",
  "fromLock",
  "toLock",
  "out",
  "save",
  "json",
  "matrix",
  "heapDiff",
  "quick",
  "open",
  "resume",
  "memory",
  "tries",
  "limitBy",
  "share",
  "latency",
  "predict",
  "yields",
];

/** The flags, each once. */
export function configFlags(): Flag<unknown, unknown>[] {
  const flags = readers.flatMap(listed);
  const byKey = new Map(flags.toReversed().map((flag) => [flag.attribute, flag]));
  return [...byKey.values()].toReversed().filter(({ attribute }) => !ofOneRun.includes(attribute));
}

/** The keys, in camel case. */
export const configKeys = (): string[] => configFlags().map(({ attribute }) => attribute);
