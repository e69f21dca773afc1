/** A data set's schema: its name says which workload it is of, and how many rows it has. */

/** Most rows a data set may have. */
export const mostRows = 100_000_000;

/** The schema of a workload's data set with so many rows. */
export const dataSetSchema = (workload: string, rows: number): string =>
  `ormeter_${workload.replaceAll("-", "_")}_${String(rows)}`;
