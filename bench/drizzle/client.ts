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
    const known = tables.tablesOf(workload, schema);
    const declared = known ? { [workload]: known.roots, ...known.schema } : {};
    const source = drizzle(pool, { schema: declared }) as unknown as Database;
    const connection = { source, ...(await readOnlyPool(pool, () => pool.end(), snapshot)) };
    if (!known) return connection;
    const { roots, related } = known;
    const propertyOf = (table: PgTable, column: string) =>
      Object.entries(getTableColumns(table)).find(([, { name }]) => name === column)?.[0] ?? column;
    return {
      ...connection,
      target: related ? known : roots,
      propertyOf: ({ name }, relation) => propertyOf(related?.[relation ?? ""] ?? roots, name),
    };
  },
});
