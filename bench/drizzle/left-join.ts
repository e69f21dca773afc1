import { eq, getTableColumns } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { definePattern, entityKeys } from "ormeter";
import type { Database } from "./client.js";
import type { Tables } from "./tables/all.js";

const columnOf = (table: PgTable, name: string) => {
  const column = Object.values(getTableColumns(table)).find((each) => each.name === name);
  if (!column) throw new Error(`There is no column ${name}.`);
  return column;
};

/** https://orm.drizzle.team/docs/joins#aggregating-results */
export default definePattern<Database, Tables>()({
  name: "left-join",
  does: "One SELECT with a LEFT JOIN; buffered, mapped into a pair a row, which are then put together into trees.",
  yields: "object",
  way: "join",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: db, workload: { target, key, relations }, consume }) {
    const [relation, ...others] = relations;
    const related = relation && target.related?.[relation.name];
    if (!related || others.length > 0) throw new Error("One relation can be joined.");
    const { name, holds, on } = relation;
    const pairs = await db
      .select({ root: getTableColumns(target.roots), held: getTableColumns(related) })
      .from(target.roots)
      .leftJoin(related, eq(columnOf(related, on.related), columnOf(target.roots, on.root)));
    const keys = Object.entries(getTableColumns(target.roots)).filter(([, column]) => key.includes(column.name));
    const trees = new Map<string, Record<string, unknown>>();
    for (const { root, held } of pairs as { root: Record<string, unknown>; held: unknown }[]) {
      const own = keys.map(([property]) => String(root[property])).join();
      const tree = trees.get(own) ?? { ...root, [name]: holds === "many" ? [] : null };
      trees.set(own, tree);
      if (held === null) continue;
      if (holds === "many") (tree[name] as unknown[]).push(held);
      else tree[name] = held;
    }
    for (const tree of trees.values()) consume(tree);
    return trees;
  },
});
