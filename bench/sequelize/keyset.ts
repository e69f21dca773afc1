import { Op, type Sequelize } from "sequelize";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://sequelize.org/docs/v6/core-concepts/model-querying-basics/#operators */
export default definePattern<Sequelize, Target>()({
  name: "keyset",
  does: "One SELECT … WHERE id > last ORDER BY id LIMIT n a page; each page starts in the index where the last ended.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ workload: { target: model }, options: { pageSize }, consume }) {
    let last: number | undefined;
    for (;;) {
      const page = await model.findAll({
        ...(last !== undefined && { where: { id: { [Op.gt]: last } } }),
        order: ["id"],
        limit: pageSize,
      });
      for (const instance of page) consume(instance);
      last = page.at(-1)?.id;
      if (page.length < pageSize) return page;
    }
  },
});
