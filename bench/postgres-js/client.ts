/** postgres.js, a driver of its own: https://github.com/porsager/postgres */
import type { Sql } from "postgres";
import { defineClient } from "ormeter";

export default defineClient<Sql>({
  name: "postgres.js",
  packages: { postgres: {} },
  usual: "query",
  connect: async ({ url, applicationName, connections }) => {
    const { default: postgres } = await import("postgres");
    const sql = postgres(url, {
      max: connections,
      onnotice: () => undefined,
      connection: { application_name: applicationName, default_transaction_read_only: true },
    });
    const ask = (text: string) => sql.unsafe<Record<string, unknown>[]>(text);
    await ask("SELECT 1");
    return {
      source: sql,
      ask,
      // It gives a day without a time as a Date at midnight in UTC.
      midnight: "utc",
      // It has no counter: a session that still does something was not given back.
      connectionsLeft: async () => {
        const [found] = await ask(
          `SELECT count(*)::integer AS busy FROM pg_stat_activity
           WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid() AND state <> 'idle'`,
        );
        return Number(found?.["busy"] ?? 0);
      },
      close: () => sql.end({ timeout: 5 }),
    };
  },
});
