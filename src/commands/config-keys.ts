/** What a config may say: all that the flags of commands which read one may, but for what belongs to one run. */
import { listed, type Flag } from "../flags/flag.js";
import { commands } from "./program.js";

const ofOneRun = [
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
];

/** The flags, each once. */
export function configFlags(): Flag<unknown, unknown>[] {
  const flags = commands.filter((each) => "config" in each.flags).flatMap((each) => listed(each.flags));
  const byKey = new Map(flags.toReversed().map((flag) => [flag.attribute, flag]));
  return [...byKey.values()].toReversed().filter(({ attribute }) => !ofOneRun.includes(attribute));
}

/** The keys, in camel case. */
export const configKeys = (): string[] => configFlags().map(({ attribute }) => attribute);
