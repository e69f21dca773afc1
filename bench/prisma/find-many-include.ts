import type { PrismaClient } from "@prisma/client";
import { definePattern, entityKeys } from "ormeter";
import type { Model } from "./client.js";

/** https://www.prisma.io/docs/orm/prisma-client/queries/relation-queries#nested-reads */
export default definePattern<PrismaClient, Model>()({
  name: "find-many-include",
  does: "One SELECT of the roots, and one of what belongs to them by an IN list of all their keys; several in a transaction beyond 32,765 keys.",
  yields: "object",
  way: "statements",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ workload: { target, relations }, consume }) {
    const include = Object.fromEntries(relations.map(({ name }) => [name, true as const]));
    const rows = await target.findMany({ include });
    for (const row of rows) consume(row);
    return rows;
  },
});
