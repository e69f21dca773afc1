import { Prisma, type PrismaClient } from "@prisma/client";
import { columnKeys, definePattern } from "ormeter";

/** https://www.prisma.io/docs/orm/prisma-client/using-raw-sql/raw-queries#queryraw */
export default definePattern<PrismaClient>()({
  name: "query-raw",
  does: "One SELECT as SQL; buffered like find-many, with the columns' own names.",
  yields: "raw",
  way: "whole",
  memory: "linear",
  access: columnKeys,
  options: {},
  async read({ source: prisma, workload: { table }, consume }) {
    const rows = await prisma.$queryRaw<Record<string, unknown>[]>`SELECT * FROM ${Prisma.raw(table)}`;
    for (const row of rows) consume(row);
    return rows;
  },
});
