import type { PrismaClient } from "@prisma/client";
import { definePattern, entityKeys } from "ormeter";
import type { Model } from "./client.js";

/** https://www.prisma.io/docs/orm/prisma-client/queries/relation-queries#nested-reads, by the key of the last root */
export default definePattern<PrismaClient, Model>()({
  name: "keyset-include",
  does: "Two statements a page: n roots behind the last key, then what belongs to these by an IN list of their keys.",
  yields: "object",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  relations: ["many", "one"],
  needsKey: true,
  options: { pageSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "roots a page" } },
  async read({ workload: { target, relations }, options: { pageSize }, consume }) {
    const include = Object.fromEntries(relations.map(({ name }) => [name, true as const]));
    for (let last: number | undefined; ;) {
      const page = await target.findMany({
        ...(last !== undefined && { where: { id: { gt: last } } }),
        include,
        orderBy: { id: "asc" },
        take: pageSize,
      });
      for (const row of page) consume(row);
      last = page.at(-1)?.id;
      if (page.length < pageSize) return page;
    }
  },
});
