/**
 * The read that the instrument is held against: the same pattern, data and consumer as in a trial, in plain Node,
 * prepared as there (warmed up, connected, warmed up again) and with nothing around it. Run with --expose-gc it also
 * collects garbage before the second warm-up, as a trial does. Prints what the read cost as one line of JSON.
 */
import { now } from "../src/probes/clock.js";
import { collectGarbage } from "../src/probes/heap.js";
import { statusBytes } from "../src/probes/resident-memory.js";
import { createChecksum } from "../src/trial/checksum.js";
import { connectorOf, shapeOf, type Connection } from "../src/trial/connections.js";
import { loadPattern } from "../src/trial/load-patterns.js";
import type { PatternCall, ReadableDataSet } from "../src/trial/protocol.js";
import { read } from "../src/trial/trial.js";

const [pattern, warmup, dataSet] = process.argv.slice(2).map((text) => JSON.parse(text) as unknown) as [
  PatternCall,
  ReadableDataSet,
  ReadableDataSet,
];
const loaded = await loadPattern(pattern.id);
const connect = await connectorOf(pattern.id.slice(0, pattern.id.indexOf("/")));

/** Reads a data set; gives when, and the processor time of the read alone, in ms. */
async function readFrom(
  dataSet: ReadableDataSet,
  connection: Connection,
): Promise<{ start: number; end: number; cpu: number }> {
  const { add } = createChecksum(dataSet, shapeOf(loaded, connection));
  const start = now();
  const before = process.cpuUsage();
  await read(loaded, pattern, connection, dataSet, add);
  const { user, system } = process.cpuUsage(before);
  const end = now();
  return { start, end, cpu: (user + system) / 1000 };
}

async function warmUp(): Promise<void> {
  const connection = await connect(warmup, "bare read");
  await readFrom(warmup, connection);
  await connection.close();
}

await warmUp();
const connection = await connect(dataSet, "bare read");
collectGarbage();
await warmUp();
const figures = await readFrom(dataSet, connection);
await connection.close();
process.stdout.write(`${JSON.stringify({ ...figures, peakRss: statusBytes("VmHWM") })}\n`);
