/** Rows that can't be told from others: by their key, or by what an ORM looks at. Pure. */
import pg from "pg";
import type { Alike, CatalogColumn } from "../engine.js";

/** Rows, as far as it matters here. */
export interface Told {
  readonly columns: readonly CatalogColumn[];
  readonly key: readonly string[];
  /** Whether the server sees to it that no two rows have the same key. */
  readonly isKeySure: boolean;
  /** Columns by which an ORM tells rows apart. */
  readonly identity?: readonly string[] | undefined;
}

/** A name as SQL has it. */
export const quoted = (name: string): string => pg.escapeIdentifier(name);

/** The query that counts rows that differ; undefined where all do for sure. */
export function differentRows({ columns, key, isKeySure, identity }: Told, from: string): string | undefined {
  // A Date has no microseconds, and so an ORM doesn't see what differs in them alone.
  const isInstant = (name: string) =>
    columns.some((column) => column.name === name && /^timestamp(tz)?$/.test(column.type.name));
  const isSure = isKeySure && key.every((name) => identity?.includes(name) === true && !isInstant(name));
  const byKey = key.length === 0 || isKeySure ? undefined : key.map(quoted);
  const toOrm = isSure
    ? undefined
    : identity?.map((name) => (isInstant(name) ? `date_trunc('milliseconds', ${quoted(name)})` : quoted(name)));
  if (!byKey && !toOrm) return undefined;
  // As text, since some types have no equality.
  const different = (items: readonly string[] | undefined) =>
    items && items.length > 0 ? `count(DISTINCT row(${items.join(", ")})::text)` : "count(*)";
  return `SELECT ${different(byKey)} AS by_key, ${different(toOrm)} AS to_orm FROM ${from}`;
}

/** How many of `rows` are left over, by what {@link differentRows} gave. */
export const alikeRows = (rows: number, found: Readonly<Record<string, unknown>> | undefined): Alike => ({
  byKey: rows - Number(found?.["by_key"] ?? rows),
  toOrm: rows - Number(found?.["to_orm"] ?? rows),
});
