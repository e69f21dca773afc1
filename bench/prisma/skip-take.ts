import type { PrismaClient } from "@prisma/client";
import { definePattern, entityKeys } from "ormeter";
import type { Model } from "./client.js";

/** https://www.prisma.io/docs/orm/prisma-client/queries/pagination#offset-pagination */
export default definePattern<PrismaClient, Model>()({
  name: "skip-take",
  does: "One SELECT … ORDER BY id LIMIT n OFFSET m a page; the server walks past all skipped rows again for each page.",
  yields: "object",
  way: "pages",
  memory: "flat",
  access: entityKeys,
  needsKey: true,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ workload: { target }, options: { pageSize }, consume }) {
    for (let skip = 0; ; skip += pageSize) {
      const page = await target.findMany({ orderBy: { id: "asc" }, skip, take: pageSize });
      for (const row of page) consume(row);
      if (page.length < pageSize) return page;
    }
  },
});
