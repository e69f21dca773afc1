import type { Sql } from "postgres";
import { columnKeys, definePattern } from "ormeter";

/** https://github.com/porsager/postgres#queries */
export default definePattern<Sql>()({
  name: "query",
  does: "One SELECT by the extended protocol; the driver buffers the whole result.",
  yields: "raw",
  way: "whole",
  memory: "linear",
  access: columnKeys,
  options: {},
  async read({ source: sql, workload: { table }, consume }) {
    const rows = await sql.unsafe<Record<string, unknown>[]>(`SELECT * FROM ${table}`);
    for (const row of rows) consume(row);
    return rows;
  },
});
