/** Kysely over pg's pool: https://kysely.dev/docs/getting-started?dialect=postgresql */
import type { Kysely } from "kysely";
import { defineClient, readOnlyPool } from "ormeter";

/** Tables by their names, with columns that no file here declares: what is read is whatever the workload has. */
export type Database = Record<string, Record<string, unknown>>;

/** The name of a table without its schema, which the database is told once. */
export const tableName = (fullName: string): string => /"([^"]+)"$/.exec(fullName)?.[1] ?? fullName;

export default defineClient<Kysely<Database>>({
  name: "Kysely",
  packages: { kysely: {}, pg: {}, "pg-cursor": {} },
  usual: "execute",
  connect: async ({ url, schema, table, applicationName, connections }) => {
    const [{ Kysely, PostgresDialect }, { default: pg }, { default: Cursor }] = await Promise.all([
      import("kysely"),
      import("pg"),
      import("pg-cursor"),
    ]);
    const pool = new pg.Pool({ connectionString: url, max: connections, application_name: applicationName });
    const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool, cursor: Cursor }) });
    return {
      source: db.withSchema(schema),
      target: tableName(table),
      ...(await readOnlyPool(pool, () => db.destroy())),
    };
  },
});
