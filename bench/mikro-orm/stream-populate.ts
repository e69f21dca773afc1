import type { MikroORM } from "@mikro-orm/postgresql";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";
import { streaming } from "./entities/streaming.js";
import { treeOf } from "./entities/trees.js";

/** https://mikro-orm.io/docs/entity-manager#streaming-results, which came with version 7 */
export default definePattern<MikroORM, Target>()({
  name: "stream-populate",
  does: "One SELECT with a LEFT JOIN behind a portal by em.stream(), n rows fetched at a time; a root is made when all its rows are there.",
  yields: "entity",
  way: "stream",
  access: entityKeys,
  relations: ["many", "one"],
  needs: ["@mikro-orm/sql"],
  options: { chunkSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: orm, workload: { target: entity, relations }, options: { chunkSize }, consume }) {
    const populate = relations.map(({ name }) => name);
    // Rows of one root must come one after another.
    const roots = streaming(orm.em.fork()).stream(entity, { populate, orderBy: { id: "asc" }, chunkSize });
    for await (const one of roots) consume(treeOf(one, relations));
  },
});
