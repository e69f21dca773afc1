/** What a project's SQL files make, and what they read. Pure. */
import type { TextFile } from "./folder.js";

const name = String.raw`(?:"(?:[^"]|"")+"|[A-Za-z_][\w$]*)`;
const statement = new RegExp(
  String.raw`\b(create|drop)\s+(?:or\s+replace\s+)?(?:unlogged\s+|foreign\s+)?(?:table|(?:materialized\s+)?view)\s+` +
    String.raw`(?:if\s+(?:not\s+)?exists\s+)?(${name}(?:\s*\.\s*${name})?)`,
  "gi",
);

/** A table, and the file that makes it. */
export interface SqlTable {
  /** As `--table` takes it. */
  readonly name: string;
  readonly path: string;
}

/**
 * Those that are there when the files have run in the order of their names. Of migrations only the way up counts: what
 * undoes them is left out.
 */
export function sqlTables(files: readonly TextFile[]): SqlTable[] {
  const found = new Map<string, SqlTable>();
  for (const { path, text } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    if (/[.\-_/]down\.sql$/i.test(path)) continue;
    for (const [, verb = "", given = ""] of wayUp(text).matchAll(statement)) {
      const table = folded(given);
      // What the flag's list of names would take apart.
      if (table.includes(",")) continue;
      if (verb.toLowerCase() === "drop") found.delete(table);
      else if (!found.has(table)) found.set(table, { name: table, path });
    }
  }
  return [...found.values()];
}

/** Without comments, and without what a mark says to be the way down (dbmate, goose, node-pg-migrate). */
const wayUp = (text: string): string =>
  (text.split(/^--.*\b(?:migrate:down|\+goose down|down migration)\b.*$/im, 1)[0] ?? "")
    .replaceAll(/\/\*[\s\S]*?\*\//g, " ")
    .replaceAll(/--.*$/gm, " ");

/** Files that hold one query without parameters: those can be read as they are. */
export const sqlQueries = (files: readonly TextFile[]): string[] =>
  files
    .filter(({ path, text }) => {
      const statements = wayUp(text)
        .split(";")
        .map((each) => each.trim())
        .filter((each) => each !== "");
      const [only = ""] = statements;
      return (
        statements.length === 1 &&
        /^(?:select|with)\b/i.test(only) &&
        !/\$\d|[:@]\w+\b(?<!::\w+)/.test(only) &&
        !path.includes(",")
      );
    })
    .map(({ path }) => path);

/** As PostgreSQL takes a name: without quotes in lower case. */
const folded = (given: string): string =>
  [...given.matchAll(new RegExp(name, "g"))]
    .map(([part]) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase()))
    .join(".");
