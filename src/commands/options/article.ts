/** What `ormeter article` may be asked. */
import { rngSeed, rounds, timeout } from "../../flags/measuring.js";
import { json, runFolder } from "../../flags/output.js";
import { pythons, rows, server, usualRows } from "../../flags/reading.js";
import type { CommandOptions, WithPatterns } from "./types.js";

export const articleFlags = {
  rows: rows.or(String(usualRows)),
  rounds,
  pythons,
  server,
  out: runFolder("article"),
  timeout,
  rngSeed,
  json,
};

export type ArticleOptions = WithPatterns<CommandOptions<typeof articleFlags>>;
