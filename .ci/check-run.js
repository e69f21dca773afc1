/** Checks the folder of a small bench run: everything measured, everything the same, every report written. */
import assert from "node:assert/strict";
import console from "node:console";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const [folder = ""] = process.argv.slice(2);
const result = JSON.parse(readFileSync(join(folder, "result.json"), "utf8"));

const bench = join(import.meta.dirname, "..", "bench");
const patterns = readdirSync(bench)
  .filter((folder) => existsSync(join(bench, folder, "client.ts")))
  // What an ORM on demand reads with isn't installed, and it isn't read unless it is asked for.
  .filter((folder) => !existsSync(join(bench, folder, "package.json")))
  .flatMap((folder) =>
    readdirSync(join(bench, folder))
      .filter((file) => file.endsWith(".ts") && file !== "client.ts")
      .map((file) => `${folder}/${file.replace(/\.ts$/, "")}`),
  );
const flat = [];
for (const id of patterns) {
  const { default: pattern } = await import(join(bench, "..", "dist", "bench", `${id}.js`));
  // Trees are read where the workload has them.
  if (!pattern.relations) flat.push(id);
}
assert.deepEqual(result.patterns.map(({ id }) => id).sort(), flat.sort(), "every pattern was asked what it does");
assert.equal(result.state, "complete");
assert.equal(result.equivalence.kind, "same", JSON.stringify(result.equivalence));
assert.equal(result.trials.length, flat.length * result.rounds, "every pattern was read in every round");
for (const { case: id, outcome } of result.trials) {
  assert.equal(outcome.kind, "completed", `${id}: ${outcome.message}`);
  assert.equal(outcome.fingerprint.rows, result.dataSet.rows, id);
  assert.equal(outcome.connectionsLeft, 0, id);
  for (const [metric, reading] of Object.entries(outcome.metrics)) {
    assert.equal(typeof reading, "number", `${id}: ${metric} is ${JSON.stringify(reading)}`);
  }
}
for (const report of ["report.html", "report.md"]) assert.ok(existsSync(join(folder, report)), `${report} was written`);
console.log(`checked ${result.trials.length} trials of ${flat.length} patterns`);
