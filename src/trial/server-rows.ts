/**
 * The rows that the server itself holds, in its own text: what every read is held against. COPY's text passes through no
 * driver's parsers and no time zone. Not measured.
 */
import type { Pool } from "pg";
import { createChecksum } from "./checksum.js";
import { connectorOf } from "./connections.js";
import { linesOf } from "./copy-text.js";
import { digestOf, rowHash, rowTexts } from "./digest.js";
import type { RowShape } from "./pattern.js";
import type { Job, ReadableDataSet, WorkerMessage } from "./protocol.js";

/** How the rows hold their columns. */
export const serverAccess: RowShape = { kind: "copy-text" };

/** What the text looks like, whatever the server's, the role's or the environment's settings are. */
const settings = [
  "DateStyle = 'ISO, YMD'",
  "IntervalStyle = 'postgres'",
  "TimeZone = 'UTC'",
  "client_encoding = 'UTF8'",
];

const quoted = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

/** Reads all rows, columns in the declared order, and hands each line on. */
export async function readServerRows(dataSet: ReadableDataSet, take: (line: Buffer) => void): Promise<void> {
  const [connect, { to: copyTo }] = await Promise.all([connectorOf("pg"), import("pg-copy-streams")]);
  const connection = await connect(dataSet, "ormeter reference");
  try {
    const client = await (connection.source as Pool).connect();
    try {
      await client.query("BEGIN READ ONLY");
      for (const setting of settings) await client.query(`SET LOCAL ${setting}`);
      const columns = dataSet.columns.map(({ name }) => quoted(name)).join(", ");
      const select = `SELECT ${columns} FROM ${dataSet.table}`;
      const chunks = client.query(copyTo(`COPY (${select}) TO STDOUT`)) as AsyncIterable<Buffer>;
      for await (const lines of linesOf(chunks)) for (const line of lines) take(line);
      await client.query("COMMIT");
      client.release();
    } catch (error) {
      // A connection in the middle of a COPY is of no use to anybody.
      client.release(true);
      throw error;
    }
  } finally {
    await connection.close();
  }
}

/** Count, checksum and digest that every read must have. */
export async function expectedData(job: Job & { kind: "expect" }): Promise<WorkerMessage & { kind: "expected" }> {
  const checksum = createChecksum(job.dataSet, serverAccess);
  await readServerRows(job.dataSet, checksum.add);
  const toText = rowTexts(job.warmup.columns, serverAccess);
  const hashes: string[] = [];
  await readServerRows(job.warmup, (line) => hashes.push(rowHash(toText(line))));
  return { kind: "expected", rows: checksum.rows(), checksum: checksum.value(), digest: digestOf(hashes) };
}
