import type { Sequelize } from "sequelize";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://sequelize.org/docs/v6/core-concepts/model-querying-basics/#limits-and-pagination */
export default definePattern<Sequelize, Target>()({
  name: "limit-offset",
  does: "One SELECT … ORDER BY id LIMIT n OFFSET m a page; the server walks past all skipped rows again for each page.",
  yields: "entity",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ workload: { target: model }, options: { pageSize }, consume }) {
    for (let offset = 0; ; offset += pageSize) {
      const page = await model.findAll({ order: ["id"], limit: pageSize, offset });
      for (const instance of page) consume(instance);
      if (page.length < pageSize) return page;
    }
  },
});
