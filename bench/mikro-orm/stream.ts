import type { MikroORM } from "@mikro-orm/postgresql";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";
import { streaming } from "./entities/streaming.js";

/** https://mikro-orm.io/docs/entity-manager#streaming-results, which came with version 7 */
export default definePattern<MikroORM, Target>()({
  name: "stream",
  does: "One SELECT behind a portal by em.stream(), n rows fetched at a time, each of which becomes an entity that nothing manages.",
  yields: "entity",
  way: "stream",
  access: entityKeys,
  needs: ["@mikro-orm/sql"],
  options: { chunkSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: orm, workload: { target: entity }, options: { chunkSize }, consume }) {
    for await (const one of streaming(orm.em.fork()).stream(entity, { chunkSize })) consume(one);
  },
});
