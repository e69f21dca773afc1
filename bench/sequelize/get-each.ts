import type { Sequelize } from "sequelize";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** What an instance has for each of its model's associations, called `get` and the association's name. */
type Getters = Readonly<Record<string, (() => Promise<unknown>) | undefined>>;

/** https://sequelize.org/docs/v6/core-concepts/assocs/#fetching-associations---eager-loading-vs-lazy-loading */
export default definePattern<Sequelize, Target>()({
  name: "get-each",
  does: "One SELECT of the roots, and one for each root's related rows (N+1), one after another; none where its foreign key is null.",
  yields: "entity",
  way: "each",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ workload: { target: model, relations }, consume }) {
    const instances = await model.findAll();
    for (const instance of instances) {
      for (const { name } of relations) {
        const getter = `get${name.charAt(0).toUpperCase()}${name.slice(1)}`;
        const related = (instance as unknown as Getters)[getter];
        Object.assign(instance, { [name]: await related?.call(instance) });
      }
      consume(instance);
    }
    return instances;
  },
});
