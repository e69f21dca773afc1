/** Knex, which ormeter doesn't bring along: what is here is all that it takes to have it measured. */
import { defineClient } from "ormeter";
import type { Knex } from "knex";

/** A connection of the driver's, as Knex hands it over. */
interface Driver {
  query(sql: string, done: (error?: Error) => void): void;
}

export default defineClient<Knex>({
  name: "Knex",
  packages: {
    knex: { oldest: { version: "0.95.0", why: "the reads import it as a function, which came with it" } },
    pg: {},
  },
  usual: "select",
  connect: async ({ url, applicationName, connections }) => {
    const { knex } = await import("knex");
    const source = knex({
      client: "pg",
      connection: { connectionString: url, application_name: applicationName },
      pool: {
        min: 0,
        max: connections,
        // A read changes nothing: ormeter refuses to read in sessions that could.
        afterCreate: (driver: Driver, done: (error?: Error) => void) =>
          driver.query("SET default_transaction_read_only = on", done),
      },
    });
    const ask = async (sql: string) => ((await source.raw(sql)) as { rows: Record<string, unknown>[] }).rows;
    // One connection stands before anything is measured.
    await ask("SELECT 1");
    const pool = (source.client as { pool: { numUsed(): number } }).pool;
    return { source, ask, connectionsLeft: () => pool.numUsed(), close: () => source.destroy() };
  },
});
