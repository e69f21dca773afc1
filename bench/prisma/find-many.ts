import type { PrismaClient } from "@prisma/client";
import { definePattern, entityKeys } from "ormeter";
import type { Model } from "./client.js";

/** https://www.prisma.io/docs/orm/prisma-client/queries/crud#read */
export default definePattern<PrismaClient, Model>()({
  name: "find-many",
  does: "One SELECT; the driver buffers the whole result, Prisma makes one array of plain objects of it.",
  yields: "object",
  way: "whole",
  memory: "linear",
  access: entityKeys,
  options: {},
  async read({ workload: { target }, consume }) {
    const rows = await target.findMany();
    for (const row of rows) consume(row);
    return rows;
  },
});
