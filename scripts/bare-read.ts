/**
 * The read that the instrument is held against: the same pattern, data and consumer as in a trial, in plain Node,
 * warmed up twice as there, with nothing around it. Run with --expose-gc it also collects garbage between the two, as a
 * trial does. Prints what the read cost as one line of JSON.
 */
import { now } from "../src/probes/clock.js";
import { collectGarbage } from "../src/probes/heap.js";
import { statusBytes } from "../src/probes/resident-memory.js";
import { createChecksum } from "../src/trial/checksum.js";
import { connectorOf } from "../src/trial/connections.js";
import { loadPattern } from "../src/trial/patterns.js";
import type { PatternCall, ReadableDataSet } from "../src/trial/protocol.js";
import { read } from "../src/trial/trial.js";

const [pattern, warmup, dataSet] = process.argv.slice(2).map((text) => JSON.parse(text) as unknown) as [
  PatternCall,
  ReadableDataSet,
  ReadableDataSet,
];
const { access, ...loaded } = await loadPattern(pattern.id);
const connect = await connectorOf(pattern.id.slice(0, pattern.id.indexOf("/")));

/** Reads a data set over a connection of its own; gives when, and the processor time of the read alone, in ms. */
async function readOnce(from: ReadableDataSet): Promise<{ start: number; end: number; cpu: number }> {
  const connection = await connect(from, "bare read");
  const { add } = createChecksum(from.columns, access);
  const start = now();
  const before = process.cpuUsage();
  await read({ access, ...loaded }, pattern, connection, add);
  const { user, system } = process.cpuUsage(before);
  const end = now();
  await connection.close();
  return { start, end, cpu: (user + system) / 1000 };
}

await readOnce(warmup);
collectGarbage();
await readOnce(warmup);
const figures = await readOnce(dataSet);
process.stdout.write(`${JSON.stringify({ ...figures, peakRss: statusBytes("VmHWM") })}\n`);
