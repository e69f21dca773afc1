/** `ormeter patterns`: which reads there are, what each does, and what can't be read here. */
import { json } from "../flags/output.js";
import { config, ownFlags } from "../flags/own.js";
import { command, type CommandOptions } from "./command.js";

const { dataSource, entity, table, query, read, bench } = ownFlags;

export const patternsFlags = {
  config,
  ...{ dataSource, entity, table, query, read, bench },
  json: json.describedAs("print the list as JSON"),
};

export type PatternsOptions = CommandOptions<typeof patternsFlags>;

export const patterns = command({
  name: "patterns",
  description: "list the read patterns: what each does, its options, and why one can't read here",
  flags: patternsFlags,
  run: async (options) => (await import("./run-patterns.js")).runPatterns(options),
});
