import type { Sequelize } from "sequelize";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://sequelize.org/api/v6/class/src/model.js~model#static-method-findAll, under include[].separate */
export default definePattern<Sequelize, Target>()({
  name: "find-all-separate",
  does: "One SELECT of the roots, and one a relation with all their keys written into an IN list; each is buffered.",
  yields: "entity",
  way: "statements",
  memory: "linear",
  access: entityKeys,
  relations: ["many"],
  options: {},
  async read({ workload: { target: model, relations }, consume }) {
    const include = relations.map(({ name }) => ({ association: name, separate: true }));
    const instances = await model.findAll({ include });
    for (const instance of instances) consume(instance);
    return instances;
  },
});
