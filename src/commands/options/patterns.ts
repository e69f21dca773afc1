/** What `ormeter patterns` may be asked. */
import { json } from "../../flags/output.js";
import { config, ownFlags } from "../../flags/own.js";
import type { CommandOptions } from "./types.js";

const { dataSource, entity, table, query, read, bench } = ownFlags;

export const patternsFlags = {
  config,
  ...{ dataSource, entity, table, query, read, bench },
  json: json.describedAs("print the list as JSON"),
};

export type PatternsOptions = CommandOptions<typeof patternsFlags>;
