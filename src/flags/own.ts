/** Flags that say what is read of a project's own: through its DataSource, from its tables. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../errors.js";
import { serverUrl } from "../config/server-url.js";
import { setIn } from "../config/surroundings.js";
import { flag, toggle, type Read } from "./flag.js";
import { wholeNumber } from "./quantities.js";

/** A file, and what of its exports is meant. */
export interface ExportedFrom {
  /** Absolute. */
  readonly file: string;
  readonly exported?: string;
}

/** Reads `src/db.ts` or `src/db.ts#name`. */
const exportedFrom =
  (what: string): Read<ExportedFrom> =>
  (text, name, { cwd }) => {
    const [, path = text, exported] = /^(.*?)(?:#([\w$]+))?$/.exec(text) ?? [];
    const file = resolve(cwd, path);
    if (path === "" || !existsSync(file)) {
      throw new UsageError(`${name} must name the file that exports ${what}; there is none at "${path}".`);
    }
    return exported === undefined ? { file } : { file, exported };
  };

const list: Read<readonly string[]> = (text, name) => {
  const names = text.split(",").map((each) => each.trim());
  if (names.includes("")) throw new UsageError(`${name} must hold names with commas between them; received "${text}".`);
  return [...new Set(names)];
};

/** Several of them, with commas. */
const exportedFromEach =
  (what: string): Read<readonly ExportedFrom[]> =>
  async (text, name, around) => {
    const files: ExportedFrom[] = [];
    for (const each of await list(text, name, around)) files.push(await exportedFrom(what)(each, name, around));
    return files;
  };

const none: readonly string[] = [];
const noFiles: readonly ExportedFrom[] = [];

export const config = flag(
  "--config <file>",
  "the project's config (default: ormeter.config.ts, .js or .json, here or in a folder above)",
  (text) => text,
);

/** What is read in place of the data set; all of them together say nothing where none is given. */
export const ownFlags = {
  dataSource: flag(
    "--data-source <file>",
    "the file that exports your TypeORM DataSource: src/data-source.ts, or src/db.ts#name",
    exportedFrom("a DataSource"),
  ),
  entity: flag("--entity <names>", "entities of it to read (default: all)", list).orElse(() => none),
  table: flag("--table <names>", "tables or views to read without an ORM: orders, sales.orders", list).orElse(
    () => none,
  ),
  query: flag(
    "--query <files>",
    "queries to read: SQL, or a function from your DataSource to a query builder: q.sql, q.ts#name",
    exportedFromEach("a query"),
  ).orElse(() => noFiles),
  read: flag(
    "--read <files>",
    "functions of yours that read, measured as they are: reads/report.ts, reads.ts#name",
    exportedFromEach("a function that reads"),
  ).orElse(() => noFiles),
  urlFrom: flag("--url-from <variable>", "the environment variable with the server's URL", (text, name, { env }) => {
    const given = setIn(env, text);
    if (given === undefined) {
      throw new UsageError(`${name} names the variable ${text}, which isn't set: set it to the server's URL.`);
    }
    return serverUrl(given, text, env);
  }),
  sample: flag(
    "--sample <n>",
    "of a larger table, read only the first n rows by key: 100k",
    wholeNumber(1, 100_000_000),
  ).recorded(),
  snapshot: toggle("--snapshot", "read one snapshot of your rows in every trial, even if they change").recorded(),
  readOnly: toggle(
    "--read-only",
    "create nothing on your server, not even the data set (reads of your own tables never do)",
  ),
  showValues: toggle("--show-values", "let results hold values out of your tables").recorded(),
  bench: flag(
    "--bench <folder>",
    "your own patterns and clients, one folder per ORM (default: bench)",
    (text, name, { cwd }) => {
      const folder = resolve(cwd, text);
      if (existsSync(folder)) return folder;
      throw new UsageError(`${name} must name a folder; there is none at "${text}".`);
    },
  ),
};
