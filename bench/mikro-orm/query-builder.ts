import type { MikroORM } from "@mikro-orm/postgresql";
import { definePattern, entityKeys } from "ormeter";
import type { Target } from "./client.js";

/** https://mikro-orm.io/docs/6.6/query-builder: execute() gives plain objects, getResult() would give entities */
export default definePattern<MikroORM, Target>()({
  name: "query-builder",
  does: "The SELECT of find, without entities: the driver's rows, mapped to the names of the entity's properties.",
  yields: "object",
  way: "whole",
  memory: "linear",
  access: entityKeys,
  options: {},
  async read({ source: orm, workload: { target: entity }, consume }) {
    const rows = await orm.em.fork().createQueryBuilder(entity).execute<object[]>();
    for (const row of rows) consume(row);
    return rows;
  },
});
