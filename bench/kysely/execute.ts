import type { Kysely } from "kysely";
import { columnKeys, definePattern } from "ormeter";
import type { Database } from "./client.js";

/** https://kysely.dev/docs/examples/select/all-columns */
export default definePattern<Kysely<Database>, string>()({
  name: "execute",
  does: "One SELECT; the driver buffers the whole result, and Kysely hands on its rows as they are.",
  yields: "raw",
  way: "whole",
  memory: "linear",
  access: columnKeys,
  options: {},
  async read({ source: db, workload: { target }, consume }) {
    const rows = await db.selectFrom(target).selectAll().execute();
    for (const row of rows) consume(row);
    return rows;
  },
});
