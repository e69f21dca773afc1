import type { Pool } from "pg";
import { columnKeys, definePattern, type Relation } from "ormeter";

/** What a root holds, as JSON that the server makes. */
function held({ name, holds, table, on }: Relation): string {
  const where = `FROM ${table} AS related WHERE related."${on.related}" = root."${on.root}"`;
  return holds === "many"
    ? `coalesce((SELECT json_agg(related) ${where}), '[]') AS "${name}"`
    : `(SELECT row_to_json(related) ${where}) AS "${name}"`;
}

/** https://www.postgresql.org/docs/current/functions-aggregate.html, under json_agg */
export default definePattern<Pool>()({
  name: "json-agg",
  does: "One SELECT a row for each root, with what belongs to it as JSON from the server; the driver buffers it and parses that.",
  yields: "raw",
  way: "json",
  memory: "linear",
  access: columnKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: pool, workload: { table, relations }, consume }) {
    const { rows } = await pool.query<Record<string, unknown>>(
      `SELECT root.*, ${relations.map(held).join(", ")} FROM ${table} AS root`,
    );
    for (const row of rows) consume(row);
    return rows;
  },
});
