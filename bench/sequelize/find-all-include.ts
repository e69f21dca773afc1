import type { Sequelize } from "sequelize";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://sequelize.org/docs/v6/advanced-association-concepts/eager-loading/#basic-example */
export default definePattern<Sequelize, Target>()({
  name: "find-all-include",
  does: "One SELECT with a LEFT JOIN; the driver buffers a row for each related row, and Sequelize makes trees of instances of them all.",
  yields: "entity",
  way: "join",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ workload: { target: model, relations }, consume }) {
    const instances = await model.findAll({ include: relations.map(({ name }) => name) });
    for (const instance of instances) consume(instance);
    return instances;
  },
});
