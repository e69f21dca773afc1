/** The data set's schema is its name, and its name says how many rows it has. */

/** Most rows a data set may have. */
export const mostRows = 100_000_000;

/** The schema of the data set with so many rows. */
export const dataSetSchema = (rows: number): string => `ormeter_${String(rows)}`;

/**
 * The rows that a data set's schema is for.
 *
 * @throws Error where `schema` isn't a data set's.
 */
export function rowsOfSchema(schema: string | undefined): number {
  const rows = Number(/^ormeter_([1-9]\d*)$/.exec(schema ?? "")?.[1]);
  if (!(rows <= mostRows)) {
    throw new Error(`The schema must be ormeter_<rows>, rows from 1 to ${String(mostRows)}; got ${String(schema)}.`);
  }
  return rows;
}
