import { wrap, type MikroORM } from "@mikro-orm/postgresql";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";
import { collectionOf, treeOf, type Holder } from "./entities/trees.js";

/** https://mikro-orm.io/docs/6.6/collections, and of to-one relations https://mikro-orm.io/docs/6.6/entity-helper */
export default definePattern<MikroORM, Target>()({
  name: "init-each",
  does: "One SELECT of the roots, and one for each root's related rows (N+1), one after another; a to-one relation's row is asked for once.",
  yields: "entity",
  way: "each",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: orm, workload: { target: entity, relations }, consume }) {
    const entities = await orm.em.fork().find(entity, {});
    for (const one of entities) {
      for (const relation of relations) {
        if (relation.holds === "many") {
          await collectionOf(one, relation).init();
          continue;
        }
        // Roots of the same EntityManager share it; init() would read again what is there.
        const held = (one as Holder)[relation.name] as object | null;
        if (held && !wrap(held).isInitialized()) await wrap(held).init();
      }
      consume(treeOf(one, relations));
    }
    return entities;
  },
});
