/** `ormeter patterns`: which reads there are, what each does, and what can't be read here. */
import { command } from "./command.js";
import { patternsFlags } from "./options/patterns.js";

export const patterns = command({
  name: "patterns",
  description: "list the read patterns: what each does, its options, and why one can't read here",
  flags: patternsFlags,
  run: async (options) => (await import("./run-patterns.js")).runPatterns(options),
});
