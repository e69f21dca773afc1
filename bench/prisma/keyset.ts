import type { PrismaClient } from "@prisma/client";
import { definePattern, entityKeys } from "ormeter";
import type { Model } from "./client.js";

/** https://www.prisma.io/docs/orm/prisma-client/queries/filtering-and-sorting, by the key of the last row */
export default definePattern<PrismaClient, Model>()({
  name: "keyset",
  does: "One SELECT … WHERE id > last ORDER BY id LIMIT n a page; each page starts in the index where the last ended.",
  yields: "object",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ workload: { target }, options: { pageSize }, consume }) {
    let last: number | undefined;
    for (;;) {
      const page = await target.findMany({
        ...(last !== undefined && { where: { id: { gt: last } } }),
        orderBy: { id: "asc" },
        take: pageSize,
      });
      for (const row of page) consume(row);
      last = page.at(-1)?.id;
      if (page.length < pageSize) return page;
    }
  },
});
