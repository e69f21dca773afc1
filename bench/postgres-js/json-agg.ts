import type { Sql } from "postgres";
import { columnKeys, definePattern } from "ormeter";

/** https://github.com/porsager/postgres#queries, with https://www.postgresql.org/docs/current/functions-aggregate.html */
export default definePattern<Sql>()({
  name: "json-agg",
  does: "One SELECT a row for each root, with what belongs to it as JSON from the server; the driver buffers it and parses that.",
  yields: "raw",
  way: "json",
  memory: "linear",
  access: columnKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: sql, workload: { table, relations }, consume }) {
    const held = relations.map(({ name, holds, table: related, on }) => {
      const from = `FROM ${related} AS related WHERE related."${on.related}" = root."${on.root}"`;
      return holds === "many"
        ? `coalesce((SELECT json_agg(related) ${from}), '[]') AS "${name}"`
        : `(SELECT row_to_json(related) ${from}) AS "${name}"`;
    });
    const rows = await sql.unsafe<Record<string, unknown>[]>(`SELECT root.*, ${held.join(", ")} FROM ${table} AS root`);
    for (const row of rows) consume(row);
    return rows;
  },
});
