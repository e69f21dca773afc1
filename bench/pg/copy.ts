import type { Pool } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { definePattern } from "ormeter";

const lineFeed = 0x0a;

/** https://www.npmjs.com/package/pg-copy-streams */
export default definePattern<Pool>()({
  name: "copy",
  does: "COPY (SELECT …) TO STDOUT; the rows stay the bytes that came over the wire.",
  yields: "raw",
  way: "stream",
  memory: "flat",
  access: { kind: "copy-text" },
  options: {},
  async read({ source: pool, workload: { table }, consume }) {
    const client = await pool.connect();
    let complete = false;
    try {
      // A chunk may end in the middle of a row: what is left over waits for the next chunk.
      let rest: Buffer = Buffer.alloc(0);
      for await (const chunk of client.query(
        copyTo(`COPY (SELECT * FROM ${table}) TO STDOUT`),
      ) as AsyncIterable<Buffer>) {
        const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        let start = 0;
        for (let end; (end = bytes.indexOf(lineFeed, start)) !== -1; start = end + 1) {
          consume(bytes.subarray(start, end));
        }
        rest = bytes.subarray(start);
      }
      complete = true;
    } finally {
      // A COPY can't be stopped halfway: a connection in the middle of one is closed, not given to the next.
      client.release(!complete);
    }
  },
});
