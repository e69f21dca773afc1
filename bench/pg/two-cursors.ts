import type { Pool, PoolClient } from "pg";
import Cursor from "pg-cursor";
import { columnKeys, definePattern } from "ormeter";

type Row = Record<string, unknown>;

/** The rows of a statement, some at a time. */
async function* rowsOf(client: PoolClient, sql: string, batchSize: number): AsyncGenerator<Row[]> {
  const cursor = client.query(new Cursor<Row>(sql));
  try {
    for (let rows; (rows = await cursor.read(batchSize)).length > 0;) yield rows;
  } finally {
    await cursor.close();
  }
}

/** https://node-postgres.com/apis/cursor, two of them on two connections */
export default definePattern<Pool>()({
  name: "two-cursors",
  does: "Two SELECTs in one order behind cursors, roots and what belongs to them, merged as they come: trees with flat memory.",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: columnKeys,
  relations: ["many"],
  needsKey: true,
  options: { batchSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: pool, workload: { table, relations }, options: { batchSize }, consume }) {
    const [relation, ...others] = relations;
    if (!relation || others.length > 0) throw new Error("One relation can be merged with its roots.");
    const { name, on } = relation;
    const clients: PoolClient[] = [];
    const connect = async () => {
      const client = await pool.connect();
      clients.push(client);
      return client;
    };
    try {
      const inOrder = (from: string, column: string) =>
        `SELECT * FROM ${from} WHERE "${column}" IS NOT NULL ORDER BY "${column}"`;
      const related = rowsOf(await connect(), inOrder(relation.table, on.related), batchSize);
      try {
        let ahead: Row[] = [];
        for await (const roots of rowsOf(await connect(), inOrder(table, on.root), batchSize)) {
          const held = new Map(roots.map((root) => [root[on.root], [] as Row[]]));
          for (let isPast = false; !isPast;) {
            if (ahead.length === 0) ahead = ((await related.next()).value as Row[] | undefined) ?? [];
            // What belongs to roots that are still to come waits for these.
            const own = ahead.findIndex((row) => !held.has(row[on.related]));
            for (const row of ahead.slice(0, own === -1 ? ahead.length : own)) held.get(row[on.related])?.push(row);
            isPast = own !== -1 || ahead.length === 0;
            ahead = own === -1 ? [] : ahead.slice(own);
          }
          for (const root of roots) consume(Object.assign(root, { [name]: held.get(root[on.root]) }));
        }
      } finally {
        await related.return(undefined);
      }
    } finally {
      for (const client of clients) client.release();
    }
  },
});
