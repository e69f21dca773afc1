import { Op, type Sequelize } from "sequelize";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://sequelize.org/api/v6/class/src/model.js~model#static-method-findAll, under limit and subQuery */
export default definePattern<Sequelize, Target>()({
  name: "include-limit",
  does: "One SELECT … LEFT JOIN a page: n roots behind the last key, picked in a subquery where each holds a list.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  relations: ["many", "one"],
  needsKey: true,
  options: { pageSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "roots a page" } },
  async read({ workload: { target: model, relations }, options: { pageSize }, consume }) {
    const include = relations.map(({ name }) => name);
    for (let last: number | undefined; ;) {
      const page = await model.findAll({
        ...(last !== undefined && { where: { id: { [Op.gt]: last } } }),
        include,
        order: ["id"],
        limit: pageSize,
      });
      for (const instance of page) consume(instance);
      last = page.at(-1)?.id;
      if (page.length < pageSize) return page;
    }
  },
});
