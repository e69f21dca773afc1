/** What a config may say: all that the flags of commands which read one may, but for what belongs to one run. */
import { listed } from "../flags/flag.js";
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

/** The keys, in camel case. */
export function configKeys(): string[] {
  const flags = commands.filter((each) => "config" in each.flags).flatMap((each) => listed(each.flags));
  return [...new Set(flags.map(({ attribute }) => attribute))].filter((key) => !ofOneRun.includes(key));
}
