import type { Sequelize } from "sequelize";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://sequelize.org/docs/v6/core-concepts/model-querying-finders/#findall */
export default definePattern<Sequelize, Target>()({
  name: "find-all",
  does: "One SELECT; the driver buffers the whole result, Sequelize makes an instance of the model of each row.",
  yields: "entity",
  way: "whole",
  memory: "linear",
  access: entityKeys,
  options: {},
  async read({ workload: { target: model }, consume }) {
    const instances = await model.findAll();
    for (const instance of instances) consume(instance);
    return instances;
  },
});
