/**
 * What the instrument costs: trials paired with bare reads of the same data, in turn, and the median of what a trial
 * needs more. Run with `npm run measure:instrument -- [rows] [pairs]`; docs/measuring-ormeter.md has the figures.
 */
import { execa } from "execa";
import { median } from "simple-statistics";
import { employeeColumns } from "../seeds/employees.js";
import { compiledProgram } from "../src/config/project.js";
import { openDatabase } from "../src/database/database.js";
import { openStatementStatistics } from "../src/database/statement-statistics.js";
import { runTrial, type TrialContext } from "../src/runner/trial-runner.js";
import { nodeWorker } from "../src/runner/worker-process.js";
import type { PatternCall, ReadableDataSet } from "../src/trial/protocol.js";

const rows = Number(process.argv[2] ?? 200_000);
const pairs = Number(process.argv[3] ?? 20);
const smallRows = 5_000;
const patterns = ["typeorm/get-many", "typeorm/stream"];
const heaps = [[], ["--max-semi-space-size=1"]];

interface Cost {
  readonly cpu: number;
  readonly peakRss: number;
}

/** A bare read in a process of its own. */
async function bareRead(call: PatternCall, nodeArgs: readonly string[], context: TrialContext): Promise<Cost> {
  const given = [call, context.warmup, context.dataSet].map((value) => JSON.stringify(value));
  const script = compiledProgram("scripts/bare-read.ts");
  const { stdout } = await execa(process.execPath, [...nodeArgs, script, ...given]);
  return JSON.parse(stdout) as Cost;
}

/** A trial, as a run makes it; the mark as read from outside, and as the trial reports it, are the same kernel's. */
async function trial(
  { id, options }: PatternCall,
  context: TrialContext,
): Promise<Cost & { readonly gcCount: number }> {
  const benchCase = { id, pattern: id, options, rows, variant: "installed" };
  const made = await runTrial({ case: benchCase, round: 1, position: 1 }, context);
  if (made?.outcome.kind !== "completed") throw new Error(`${id}: ${JSON.stringify(made?.outcome)}`);
  const { cpu, peakRss, gcCount } = made.outcome.metrics;
  return { cpu: Number(cpu), peakRss: Number(peakRss), gcCount: Number(gcCount) };
}

const database = await openDatabase({ projectDir: process.cwd(), rows, command: "measure:instrument", mayWrite: true });
try {
  await database.prepare(smallRows);
  const { schema } = await database.prepare(rows);
  const statistics = await openStatementStatistics(database.adminUrl, database.readerRole);
  const readable = (name: string): ReadableDataSet => ({
    url: database.readerUrl,
    schema: name,
    columns: employeeColumns,
  });
  for (const nodeArgs of heaps) {
    const { signal } = new AbortController();
    const context: TrialContext = {
      workerOf: () => ({ command: nodeWorker(nodeArgs), timeout: 600_000, signal }),
      signal,
      dataSet: readable(schema),
      warmup: readable(`ormeter_${smallRows}`),
      statistics,
    };
    for (const id of patterns) {
      const call = { id, options: {} };
      const [cpu, peakRss, gcCount]: [number[], number[], number[]] = [[], [], []];
      for (let pair = 0; pair < pairs; pair++) {
        // Turn about, so that whatever drifts hits both alike.
        const first = pair % 2 === 0 ? await bareRead(call, nodeArgs, context) : undefined;
        const measured = await trial(call, context);
        const bare = first ?? (await bareRead(call, nodeArgs, context));
        cpu.push(measured.cpu / bare.cpu - 1);
        peakRss.push(measured.peakRss - bare.peakRss);
        gcCount.push(measured.gcCount);
      }
      process.stdout.write(
        `${[id, ...nodeArgs].join(" ")}, ${rows} rows, ${pairs} pairs, ${median(gcCount)} collections: ` +
          `cpu ${(median(cpu) * 100).toFixed(2)} %, peak RSS ${(median(peakRss) / 1e6).toFixed(2)} MB\n`,
      );
    }
  }
  if ("close" in statistics) await statistics.close();
} finally {
  await database.close();
}
