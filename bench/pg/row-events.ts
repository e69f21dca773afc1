import pg, { type Pool } from "pg";
import { columnKeys, definePattern } from "ormeter";

/** https://node-postgres.com/apis/client */
export default definePattern<Pool>()({
  name: "row-events",
  does: "One SELECT, sent without pauses; each row is handled on the client as it arrives and then forgotten.",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: columnKeys,
  options: {},
  async read({ source: pool, workload: { table }, consume }) {
    const client = await pool.connect();
    let failure: Error | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        // With a `row` listener and no callback, the driver keeps no rows. Nothing asks the server to wait, but a
        // synchronous consumer keeps the socket from being read while it works, so rows pile up in the kernel's
        // bounded buffers only. A consumer that awaits must pause the socket itself.
        const query = client.query(new pg.Query(`SELECT * FROM ${table}`));
        query.on("row", (row: unknown) => {
          if (failure) return;
          try {
            consume(row);
          } catch (error) {
            failure = error instanceof Error ? error : new Error(String(error));
          }
        });
        query.on("end", () => (failure ? reject(failure) : resolve()));
        query.on("error", reject);
      });
    } finally {
      client.release();
    }
  },
});
