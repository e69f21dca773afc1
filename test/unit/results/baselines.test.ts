import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../../src/errors.js";
import { readBaseline, saveBaseline } from "../../../src/results/baselines.js";
import type { Result } from "../../../src/results/schema.js";
import { makeComparison } from "../../comparisons.js";
import { sampledResult } from "../../sampled-results.js";

let dir: string;
let file: string;
let said: string[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "ormeter-baselines-"));
  file = join(dir, "baselines", "main.json");
  said = [];
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const save = (result: Result) => saveBaseline(file, result, (line) => said.push(line));

test("A baseline comes back with all that is compared, without what only a page shows", async () => {
  const result = sampledResult(2, { comparisons: [makeComparison([])] });
  await save(result);
  const kept = await readBaseline("main", file);
  expect(kept.comparisons).toBeUndefined();
  expect(kept.cases).toEqual(result.cases);
  const metricsOf = ({ trials }: Result) =>
    trials.map(({ outcome }) => (outcome.kind === "completed" ? [outcome.metrics, outcome.statements] : outcome));
  expect(metricsOf(kept)).toEqual(metricsOf(result));
  expect(JSON.stringify(kept)).toContain("left out where results are compared");
  expect((await readFile(file, "utf8")).length).toBeLessThan(JSON.stringify(result).length / 2);
  expect(said).toEqual([`Saved the baseline ${file}`]);
});

test("A baseline of that name is replaced, and that is said", async () => {
  await save(sampledResult(1, { rngSeed: 1 }));
  await save(sampledResult(1, { rngSeed: 2 }));
  expect((await readBaseline("main", file)).rngSeed).toBe(2);
  expect(said.at(-1)).toBe(`Replaced the baseline ${file}`);
});

test("An interrupted run doesn't replace a baseline", async () => {
  await save(sampledResult(1, { rngSeed: 1 }));
  await save(sampledResult(1, { rngSeed: 2, state: "interrupted" }));
  expect((await readBaseline("main", file)).rngSeed).toBe(1);
  expect(said.at(-1)).toMatch(/^Not saved as .*: the run was interrupted\.$/);
});

test("A run whose reads returned different data doesn't replace a baseline", async () => {
  await save(sampledResult(1, { rngSeed: 1 }));
  const equivalence = { kind: "different", case: "a", reference: "b", summary: "rows" } as const;
  await save(sampledResult(1, { rngSeed: 2, equivalence }));
  expect((await readBaseline("main", file)).rngSeed).toBe(1);
  expect(said.at(-1)).toMatch(/^Not saved as .*: the reads returned different data\.$/);
});

test("A baseline that isn't there is a usage error that says how to make it", async () => {
  await expect(readBaseline("main", file)).rejects.toThrow(UsageError);
  await expect(readBaseline("main", file)).rejects.toThrow(/no baseline "main" .*bench -- --save main/);
});

test("A baseline that was cut off is a usage error that names the file, and stays as it is", async () => {
  await save(sampledResult(1));
  const content = await readFile(file, "utf8");
  await writeFile(file, content.slice(0, 500));
  await expect(readBaseline("main", file)).rejects.toThrow(UsageError);
  await expect(readBaseline("main", file)).rejects.toThrow(file);
  expect(await readFile(file, "utf8")).toBe(content.slice(0, 500));
});
