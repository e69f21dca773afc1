import type { Sql } from "postgres";
import { columnKeys, definePattern } from "ormeter";

/** https://github.com/porsager/postgres#await-sqlforeachfn */
export default definePattern<Sql>()({
  name: "for-each",
  does: "One SELECT, sent without pauses; each row is handled as it arrives and then forgotten, whoever is behind or throws.",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: columnKeys,
  options: {},
  async read({ source: sql, workload: { table }, consume }) {
    await sql.unsafe<Record<string, unknown>[]>(`SELECT * FROM ${table}`).forEach((row) => consume(row));
  },
});
