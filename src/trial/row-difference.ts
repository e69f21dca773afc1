/**
 * Finds the first row in which two readings differ, when their checksums did. Not measured, so it may hold what it
 * likes: one worker writes a hash for each row's key, another compares its own rows against that file, and the row's
 * text is then fetched from both.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { asReadBy, connectorOf, shapeOf, type Connection } from "./connections.js";
import { keyReader, rowHash, type Rows, type RowText } from "./digest.js";
import { loadPattern } from "./load-patterns.js";
import type { Job, ReadableDataSet, Reader, RowDifference, WorkerMessage } from "./protocol.js";
import { readServerTexts } from "./server-rows.js";
import { before } from "./shape.js";
import { ownTimeZone, rowsBehind } from "./time-zone.js";
import { treeTexts } from "./tree.js";
import { read } from "./trial.js";

/** A function from a row's text to its key's. */
const keyOf = ({ columns, key }: Rows): ((row: RowText) => string) => keyReader(columns, key);

/** Reads a data set and hands each row's text on. */
export type EachRow = (take: (row: RowText) => void) => Promise<void>;

/** Reads with a pattern, or the server's own rows. */
async function readRows(call: Reader, dataSet: ReadableDataSet, take: (row: RowText) => void): Promise<void> {
  if (call === "server") return readServerTexts(dataSet, take);
  const pattern = await loadPattern(call.id);
  const connect = await connectorOf(call.id.slice(0, call.id.indexOf("/")));
  const connection: Connection = await connect(dataSet, "ormeter difference");
  const toText = treeTexts(asReadBy(connection, dataSet), shapeOf(pattern, connection));
  try {
    await read(pattern, call, connection, dataSet, (row) => take(toText(row)));
  } finally {
    await connection.close();
  }
}

/** A key on a line of its own, whatever it holds: JSON wouldn't do, since U+2028 ends a line for newer Nodes. */
const encodeKey = (key: string): string => Buffer.from(key).toString("base64");
const decodeKey = (text: string): string => Buffer.from(text, "base64").toString();

/** Writes `key<TAB>hash` for every row. */
async function writeRowHashes(rows: EachRow, dataSet: Rows, file: string): Promise<void> {
  const output = createWriteStream(file, { mode: 0o600 });
  const ownKey = keyOf(dataSet);
  await rows((row) => output.write(`${encodeKey(ownKey(row))}\t${rowHash(row)}\n`));
  output.end();
  await finished(output);
}

/** The first row that the file and the reading don't have alike, or null. */
async function firstDifferingRow(rows: EachRow, dataSet: Rows, file: string): Promise<RowDifference | null> {
  const expected = new Map<string, string[]>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [encoded = "", hash = ""] = line.split("\t");
    const key = decodeKey(encoded);
    const hashes = expected.get(key);
    if (hashes) hashes.push(hash);
    else expected.set(key, [hash]);
  }
  /** Takes a row off what is expected; false where it isn't. */
  const strike = (key: string, hash: string): boolean => {
    const hashes = expected.get(key);
    const at = hashes?.indexOf(hash) ?? -1;
    if (!hashes || at === -1) return false;
    if (hashes.length === 1) expected.delete(key);
    else hashes.splice(at, 1);
    return true;
  };
  const found: { first?: string; zoneExplains: boolean } = { zoneExplains: true };
  const differs = (key: string) => {
    if (found.first === undefined || before(key, found.first)) found.first = key;
  };
  const ownKey = keyOf(dataSet);
  await rows((row) => {
    const key = ownKey(row);
    if (strike(key, rowHash(row))) return;
    differs(key);
    found.zoneExplains &&= rowsBehind(row, dataSet.columns).some((other) => strike(key, rowHash(other)));
  });
  for (const key of expected.keys()) differs(key);
  if (found.first === undefined) return null;
  return { key: found.first, ...(found.zoneExplains && expected.size === 0 && { timeZone: ownTimeZone() }) };
}

/** The text of the row with that key, or null where the pattern doesn't read it. */
async function findRow(rows: EachRow, dataSet: Rows, key: string): Promise<RowText | null> {
  let found: RowText | null = null;
  const ownKey = keyOf(dataSet);
  await rows((row) => {
    if (ownKey(row) === key) found ??= row;
  });
  return found;
}

/** Does a job that is about single rows. */
export async function answerAboutRows(
  job: Job & { kind: "row-hashes" | "row" },
  rows: EachRow = (take) => readRows(job.pattern, job.dataSet, take),
): Promise<WorkerMessage & { kind: "hashed" | "compared" | "row" }> {
  if (job.kind === "row") return { kind: "row", columns: await findRow(rows, job.dataSet, job.key) };
  if (job.mode === "compare") {
    return { kind: "compared", difference: await firstDifferingRow(rows, job.dataSet, job.file) };
  }
  await writeRowHashes(rows, job.dataSet, job.file);
  return { kind: "hashed" };
}
