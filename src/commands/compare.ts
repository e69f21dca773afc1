/** `ormeter compare`: two saved results, by the rules of `upgrade` as far as they may be compared. */
import { command } from "./command.js";
import { compareFlags, locate, type NamedSide, type CompareOptions } from "./options/compare.js";

export const compare = command({
  name: "compare",
  description: "compare two saved results, as far as they may be compared",
  arguments: {
    baseline: "a run's folder, a result's file, or the name of a baseline; add #<variant> to pick one",
    candidate: "the same",
  },
  flags: compareFlags,
  run: async (given) => {
    const side = (text: string): NamedSide => locate(text, given.projectDir);
    const options: CompareOptions = { ...given, baseline: side(given.baseline), candidate: side(given.candidate) };
    return (await import("./run-compare.js")).runCompare(options);
  },
});
