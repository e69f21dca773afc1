/** Drizzle over pg's pool: https://orm.drizzle.team/docs/get-started-postgresql */
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Pool } from "pg";
import { defineClient, readOnlyPool } from "ormeter";

/** A database with the tables of our workloads, by their names. */
export type Database = NodePgDatabase<Record<string, PgTable>> & { readonly $client: Pool };

export default defineClient<Database>({
  name: "Drizzle",
  packages: { "drizzle-orm": {}, pg: {}, "pg-cursor": {} },
  usual: "select",
  connect: async ({ url, workload, schema, snapshot, applicationName, connections }) => {
    const [{ drizzle }, { getTableColumns }, { default: pg }, tables] = await Promise.all([
      import("drizzle-orm/node-postgres"),
      import("drizzle-orm"),
      import("pg"),
      import("./tables/all.js"),
    ]);
    const pool = new pg.Pool({ connectionString: url, max: connections, application_name: applicationName });
    const table = tables.tableOf(workload, schema);
    const source = drizzle(pool, { schema: table ? { [workload]: table } : {} }) as unknown as Database;
    const connection = { source, ...(await readOnlyPool(pool, () => pool.end(), snapshot)) };
    if (!table) return connection;
    const properties = new Map(Object.entries(getTableColumns(table)).map(([property, { name }]) => [name, property]));
    return { ...connection, target: table, propertyOf: ({ name }) => properties.get(name) ?? name };
  },
});
