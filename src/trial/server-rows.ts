/**
 * The rows that the server itself holds, in its own text: what every read is held against. COPY's text passes through no
 * driver's parsers and no time zone. Not measured.
 */
import type { Pool } from "pg";
import { createChecksum } from "./checksum.js";
import { connectorOf } from "./connections.js";
import { linesOf } from "./copy-text.js";
import { digestOf, keyReader, rowHash, rowTexts, type RowText } from "./digest.js";
import type { Relation, RowShape } from "./pattern.js";
import type { Job, ReadableDataSet, WorkerMessage } from "./protocol.js";
import { keyColumns, textOfRelated } from "./tree.js";

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

/** Reads all roots, columns in the declared order, and hands each line on. */
export const readServerRows = (dataSet: ReadableDataSet, take: (line: Buffer) => void): Promise<void> =>
  copyOut(dataSet, `SELECT ${dataSet.columns.map(({ name }) => quoted(name)).join(", ")} FROM ${dataSet.table}`, take);

/** Reads all rows of a relation, each behind the key of the root that it belongs to. */
function readRelatedRows(dataSet: ReadableDataSet, relation: Relation, take: (line: Buffer) => void): Promise<void> {
  const { key, table } = dataSet;
  const { on, columns } = relation;
  const selected = [
    ...key.map((name) => `root.${quoted(name)}`),
    ...columns.map(({ name }) => `related.${quoted(name)}`),
  ];
  const joined = `${table} AS root JOIN ${relation.table} AS related ON related.${quoted(on.related)} = root.${quoted(on.root)}`;
  return copyOut(dataSet, `SELECT ${selected.join(", ")} FROM ${joined}`, take);
}

/**
 * Reads all roots with what they hold, and hands on the text of each.
 *
 * What belongs to them is read first and kept until they come.
 */
export async function readServerTexts(dataSet: ReadableDataSet, take: (text: RowText) => void): Promise<void> {
  const { columns, key, relations = [] } = dataSet;
  const related: Map<string, RowText[]>[] = [];
  for (const relation of relations) {
    const keyed = keyColumns(dataSet);
    const toText = rowTexts([...keyed, ...relation.columns], serverAccess);
    const keyOf = keyReader(keyed, key);
    const byRoot = new Map<string, RowText[]>();
    await readRelatedRows(dataSet, relation, (line) => {
      const text = toText(line);
      const root = keyOf(text.slice(0, keyed.length));
      const rows = byRoot.get(root) ?? [];
      rows.push(text.slice(keyed.length));
      byRoot.set(root, rows);
    });
    related.push(byRoot);
  }
  const toText = rowTexts(columns, serverAccess);
  const keyOf = keyReader(columns, key);
  await readServerRows(dataSet, (line) => {
    const text = toText(line);
    take([...text, ...related.map((byRoot) => textOfRelated(byRoot.get(keyOf(text)) ?? []))]);
  });
}

/** Hands on the lines of a query's rows. */
async function copyOut(dataSet: ReadableDataSet, select: string, take: (line: Buffer) => void): Promise<void> {
  const [connect, { to: copyTo }] = await Promise.all([connectorOf("pg"), import("pg-copy-streams")]);
  const connection = await connect(dataSet, "ormeter reference");
  try {
    const client = await (connection.source as Pool).connect();
    try {
      await client.query("BEGIN READ ONLY");
      for (const setting of settings) await client.query(`SET LOCAL ${setting}`);
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
  for (const relation of job.dataSet.relations ?? []) {
    await readRelatedRows(job.dataSet, relation, checksum.addingRelated(relation));
  }
  const hashes: string[] = [];
  await readServerTexts(job.warmup, (text) => hashes.push(rowHash(text)));
  return { kind: "expected", rows: checksum.rows(), checksum: checksum.value(), digest: digestOf(hashes) };
}
