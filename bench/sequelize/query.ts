import { QueryTypes, type Sequelize } from "sequelize";
import { columnKeys, definePattern } from "ormeter";

/** https://sequelize.org/docs/v6/core-concepts/raw-queries/ */
export default definePattern<Sequelize>()({
  name: "query",
  does: "One SELECT as SQL; the driver buffers the whole result, and Sequelize hands on its rows.",
  yields: "raw",
  way: "whole",
  memory: "linear",
  access: columnKeys,
  options: {},
  async read({ source: sequelize, workload: { table }, consume }) {
    const rows = await sequelize.query<Record<string, unknown>>(`SELECT * FROM ${table}`, { type: QueryTypes.SELECT });
    for (const row of rows) consume(row);
    return rows;
  },
});
