/** The tables of a data set. */
import type { LoadableWorkload } from "../../engine.js";

/** A table's full name, quoted. */
export const fullName = (schema: string, table: string): string => `"${schema}"."${table}"`;

/** All of them by their full names: the roots', then those of what belongs to them. */
export const tablesOf = (
  { table, relations = [] }: Pick<LoadableWorkload, "table"> & Partial<Pick<LoadableWorkload, "relations">>,
  schema: string,
): string[] => [...new Set([table, ...relations.map((each) => each.table)])].map((name) => fullName(schema, name));
