import type { Kysely } from "kysely";
import { jsonArrayFrom, jsonObjectFrom } from "kysely/helpers/postgres";
import { columnKeys, definePattern, type Relation } from "ormeter";
import { tableName, type Database } from "./client.js";

/** The roots, with what each holds as JSON. */
export const treesOf = (db: Kysely<Database>, target: string, relations: readonly Relation[]) =>
  db
    .selectFrom(`${target} as root`)
    .selectAll("root")
    .select((eb) =>
      relations.map(({ name, holds, table, on }) => {
        const related = eb
          .selectFrom(`${tableName(table)} as related`)
          .selectAll("related")
          .whereRef(`related.${on.related}`, "=", `root.${on.root}`);
        return holds === "many" ? jsonArrayFrom(related).as(name) : jsonObjectFrom(related).as(name);
      }),
    );

/** https://kysely.dev/docs/recipes/relations */
export default definePattern<Kysely<Database>, string>()({
  name: "json-from",
  does: "One SELECT with a correlated subquery that makes JSON of what belongs to each root; buffered and parsed.",
  yields: "raw",
  way: "json",
  memory: "linear",
  access: columnKeys,
  relations: ["many", "one"],
  options: {},
  async read({ source: db, workload: { target, relations }, consume }) {
    const rows = await treesOf(db, target, relations).execute();
    for (const row of rows) consume(row);
    return rows;
  },
});
