import type { Pool } from "pg";
import { columnKeys, definePattern } from "ormeter";

/** https://node-postgres.com/apis/pool#poolquery */
export default definePattern<Pool>()({
  name: "query",
  does: "One SELECT; the driver buffers the whole result.",
  yields: "raw",
  way: "whole",
  memory: "linear",
  access: columnKeys,
  options: {},
  async read({ source: pool, workload: { table }, consume }) {
    const { rows } = await pool.query<Record<string, unknown>>(`SELECT * FROM ${table}`);
    for (const row of rows) consume(row);
    return rows;
  },
});
