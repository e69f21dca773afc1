import type { Result } from "../../src/results/schema.js";
import { BenchProject } from "./bench-project.js";

const rows = 100_000;
/** What the consumer's pauses add up to: 20 ms after every 2,000 rows. */
const blocked = (rows / 2_000) * 20;

const flat = ["typeorm/stream-entities", "typeorm/stream", "pg/row-events"];

describe("a consumer that is slow now and then", () => {
  let project: BenchProject;
  let brisk: Result;
  let slow: Result;
  beforeAll(async () => {
    project = await BenchProject.create();
    const flags = [`--patterns=${flat.join(",")}`, `--rows=${rows}`, "--rounds=1"];
    ({ result: brisk } = await project.bench(...flags));
    ({ result: slow } = await project.bench(...flags, "--slow-consumer=20ms/2000"));
  });
  afterAll(() => project.remove());

  const metricsOf = (result: Result, pattern: string) => {
    const id = result.cases.find((one) => one.pattern === pattern)?.id;
    const outcome = result.trials.find((trial) => trial.case === id)?.outcome;
    if (outcome?.kind !== "completed") throw new Error(`${pattern} ended as ${JSON.stringify(outcome)}`);
    return Object.fromEntries(Object.entries(outcome.metrics).map(([name, reading]) => [name, Number(reading)]));
  };

  test.each(flat)("doesn't make rows pile up in %s", (pattern) => {
    const [without, waiting] = [metricsOf(brisk, pattern), metricsOf(slow, pattern)];
    // The rows together would take 50 MB of heap and more. A collector that is given time by the pauses keeps a few
    // megabytes more, however many rows there are.
    expect(waiting["peakHeap"]).toBeLessThan((without["peakHeap"] ?? NaN) + 20e6);
    expect(waiting["peakRss"]).toBeLessThan((without["peakRss"] ?? NaN) + 30e6);
  });

  test.each(flat)("shows in the time and the stalls of %s", (pattern) => {
    const waiting = metricsOf(slow, pattern);
    expect(waiting["wall"]).toBeGreaterThan(blocked);
    // Blocks of 20 ms, of which the probe can miss its resolution of 10 ms.
    expect(waiting["loopStall"]).toBeGreaterThanOrEqual(10);
  });

  test("is recorded with the result", () => {
    expect(slow.options["slowConsumer"]).toEqual({ milliseconds: 20, rows: 2_000 });
    expect(brisk.options).not.toHaveProperty("slowConsumer");
  });
});
