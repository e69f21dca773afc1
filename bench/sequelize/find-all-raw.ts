import type { Sequelize } from "sequelize";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://sequelize.org/docs/v6/core-concepts/model-querying-finders/: its introduction says when instances aren't worth it */
export default definePattern<Sequelize, Target>()({
  name: "find-all-raw",
  does: "The SELECT of find-all, without instances: the driver's rows, by the model's names, since the SQL renames columns.",
  yields: "raw",
  way: "whole",
  memory: "linear",
  access: entityKeys,
  options: {},
  async read({ workload: { target: model }, consume }) {
    const rows = await model.findAll({ raw: true });
    for (const row of rows) consume(row);
    return rows;
  },
});
