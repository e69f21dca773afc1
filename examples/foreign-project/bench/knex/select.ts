import { columnKeys, definePattern } from "ormeter";
import type { Knex } from "knex";

export default definePattern<Knex>()({
  name: "select",
  does: "One SELECT by the query builder; the driver buffers the whole result.",
  yields: "raw",
  access: columnKeys,
  options: {},
  async read({ source: knex, workload: { table, columns }, consume }) {
    const rows = await knex.select(columns.map(({ name }) => name)).from(knex.raw(table));
    for (const row of rows) consume(row);
    return rows;
  },
});
