import type { PgTable } from "drizzle-orm/pg-core";
import { departmentTables } from "./departments.js";
import { documents } from "./documents.js";
import { employees } from "./employees.js";

/** What a workload is to Drizzle. */
export interface Tables {
  /** The table of the roots. */
  readonly roots: PgTable;
  /** Tables of what roots hold, by the name under which they do. */
  readonly related?: Readonly<Record<string, PgTable>>;
  /** What relational queries are told of besides. */
  readonly schema?: Readonly<Record<string, unknown>>;
}

const withEmployees = (name: string): Tables => {
  const { departments: roots, ...schema } = departmentTables(name);
  return { roots, related: { employees: schema.departmentEmployees }, schema };
};

const tables: Readonly<Record<string, (schema: string) => Tables>> = {
  departments: withEmployees,
  "departments-of-hundred": withEmployees,
  "departments-of-one": withEmployees,
  documents: (name) => ({ roots: documents(name) }),
  employees: (name) => ({ roots: employees(name) }),
  "employees-with-department": (name) => {
    const { departmentEmployees: roots, ...schema } = departmentTables(name);
    return { roots, related: { department: schema.departments }, schema };
  },
};

/** The tables of a workload; undefined for one that isn't declared for Drizzle. */
export const tablesOf = (workload: string, schema: string): Tables | undefined => tables[workload]?.(schema);
