import { definePattern, entityKeys } from "ormeter";
import type { Database } from "./client.js";

/** https://orm.drizzle.team/docs/rqb#include-relations */
export default definePattern<Database>()({
  name: "find-many-with",
  does: "One SELECT with a lateral join that makes JSON of what belongs to each root; buffered, parsed and mapped.",
  yields: "object",
  way: "json",
  memory: "linear",
  access: entityKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: db, workload: { name, relations }, consume }) {
    const wanted = Object.fromEntries(relations.map((relation) => [relation.name, true as const]));
    const rows = (await db.query[name]?.findMany({ with: wanted as never })) ?? [];
    for (const row of rows) consume(row);
    return rows;
  },
});
