import type { PrismaClient } from "@prisma/client";
import { definePattern, entityKeys } from "ormeter";
import type { Model } from "./client.js";

/** What a query of one row has for each relation of its model, called by its name. */
type Fluent = Readonly<Record<string, (() => Promise<unknown>) | undefined>>;

/** https://www.prisma.io/docs/orm/prisma-client/queries/relation-queries#fluent-api */
export default definePattern<PrismaClient, Model>()({
  name: "find-each",
  does: "One SELECT of the roots, and two for each root (N+1), one after another: its keys once more, then its related rows.",
  yields: "object",
  way: "each",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ workload: { target, relations }, consume }) {
    const trees = [];
    for (const root of await target.findMany()) {
      const tree: Record<string, unknown> = { ...root };
      for (const { name } of relations) {
        const query = target.findUnique({ where: { id: root.id } }) as unknown as Fluent;
        tree[name] = await query[name]?.();
      }
      consume(tree);
      trees.push(tree);
    }
    return trees;
  },
});
