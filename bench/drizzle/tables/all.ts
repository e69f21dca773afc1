import type { PgTable } from "drizzle-orm/pg-core";
import { documents } from "./documents.js";
import { employees } from "./employees.js";

const tables: Readonly<Record<string, (schema: string) => PgTable>> = { documents, employees };

/** The table of a workload; undefined for one that isn't declared for Drizzle. */
export const tableOf = (workload: string, schema: string): PgTable | undefined => tables[workload]?.(schema);
