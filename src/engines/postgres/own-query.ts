/** A query of the user's as what is read, and what the server's refusals of it mean. */
import { UsageError } from "../../errors.js";
import type { Values } from "../../results/own-values.js";
import type { CatalogColumn } from "../engine.js";
import { shapeOfQuery } from "./catalog.js";
import { databaseError } from "./connecting/database-error.js";
import { inTransaction } from "./connecting/transaction.js";
import { marked, type Looking, type OwnQuery, type Relation } from "./own-relation.js";

/** What stands before the user's text where it is a FROM item. */
const before = "SELECT * FROM (";

/**
 * Asks the server for a query's columns.
 *
 * @throws UsageError where it isn't a query that can be read from
 */
export async function relationOfQuery({ client, mode, values }: Looking, wanted: OwnQuery): Promise<Relation> {
  const { workload, sql, file, key = [], unchecked = [], missing = [], held } = wanted;
  const from = `(${sql}\n) AS own`;
  let columns: CatalogColumn[];
  try {
    columns = await inTransaction(client, () => shapeOfQuery(client, from), mode);
  } catch (error) {
    throw queryError(wanted, error, values);
  }
  const twice = columns.find(({ name }, index) => columns.findIndex((other) => other.name === name) !== index);
  if (twice) {
    throw new UsageError(
      `${file} gives two columns "${twice.name}", and a row can hold one: give one of them another name with AS.`,
    );
  }
  if (columns.length === 0) throw new UsageError(`${file} gives no columns: there is nothing to read.`);
  const others = held ? columns.filter(({ name }) => !held.includes(name)) : [];
  const notHeld = others.map(({ name: column }) => ({ column, why: "the entity has no property for it" }));
  const all = [...unchecked, ...notHeld].filter(({ column }) => columns.some(({ name }) => name === column));
  return {
    kind: "query",
    schema: "",
    shown: workload,
    from,
    columns: marked(columns, all, missing),
    key,
    isKeySure: false,
    unchecked: all,
    whole: true,
    bytes: 0,
    // Of the tables behind it nobody asks.
    rowSecurity: false,
    query: wanted,
  };
}

/** What the server's codes mean of a query that is to be read. */
const meanings: Readonly<Record<string, string>> = {
  // Of functions that write, and of locks.
  "25006": "A read must not write: ormeter reads in read-only transactions.",
  "0A000": "ormeter reads it as a part of a statement of its own, FROM (your query).",
  "42601": "Is it one query, SELECT …, WITH … or VALUES …, that psql takes, too?",
  "42P01": "Is this the right database, with all migrations run, and is the schema in the search path?",
  "42703": "Are all migrations run on this database?",
  "42501": "Let its owner GRANT this role that right, or connect as a role that has it.",
  "57014": "Does the query end at all?",
};

/** The error to throw where the server refuses a query: a UsageError with the place in the user's file, where it says so. */
export function queryError(
  { file, sql }: Pick<OwnQuery, "file" | "sql">,
  error: unknown,
  values: Pick<Values, "words">,
): Error {
  const {
    code = "",
    message = "",
    position,
    hint,
  } = error as Partial<Record<"code" | "message" | "position" | "hint", string>>;
  // What is wrong with the connection or the server is no fault of the query.
  if (!/^(0A|21|22|25006|2201|3F|42|57014|P0)/.test(code)) return databaseError(`read ${file}`, error);
  const said = values.words({ message, code });
  // What an ORM wrote has its places where nobody can look.
  const place = /\.sql$/i.test(file) ? placeIn(sql, position) : "";
  const isWriting = code === "0A000" && message.includes("data-modifying");
  const meaning = isWriting ? "A read must not write." : meanings[code];
  const parts = [`${file}${place}: the server says "${said}".`, said === message ? hint : undefined, meaning];
  return new UsageError(parts.filter((part) => part !== undefined).join(" "), { cause: error });
}

/** " in line 3, column 8", counted from 1; nothing where the server names none, or one that isn't the user's. */
export function placeIn(sql: string, position: string | undefined): string {
  if (position === undefined) return "";
  const at = Number(position) - 1 - before.length;
  // The server counts characters, some of which are two to JavaScript.
  const characters = Array.from(sql);
  if (!(at >= 0 && at <= characters.length)) return "";
  const lines = characters.slice(0, at).join("").split("\n");
  const column = Array.from(lines.at(-1) ?? "").length + 1;
  return lines.length === 1 && !sql.includes("\n")
    ? ` at character ${String(column)}`
    : ` in line ${String(lines.length)}, column ${String(column)}`;
}
