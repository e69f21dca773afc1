import type { PrismaClient } from "@prisma/client";
import { definePattern, entityKeys } from "ormeter";
import type { Model } from "./client.js";

/** https://www.prisma.io/docs/orm/prisma-client/queries/pagination#cursor-based-pagination */
export default definePattern<PrismaClient, Model>()({
  name: "cursor",
  does: "One SELECT … WHERE id >= (SELECT id … WHERE id = last) ORDER BY id LIMIT n OFFSET 1 a page: it skips the last page's last row.",
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
        ...(last !== undefined && { cursor: { id: last }, skip: 1 }),
        orderBy: { id: "asc" },
        take: pageSize,
      });
      for (const row of page) consume(row);
      last = page.at(-1)?.id;
      if (page.length < pageSize) return page;
    }
  },
});
