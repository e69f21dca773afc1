import { existsSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { Measure } from "../../../../src/commands/session/measure-into.js";
import { runMeasuringCommand, type Streams } from "../../../../src/commands/session/measuring-command.js";
import { thresholdsOf } from "../../../../src/compare/thresholds.js";
import { readResult } from "../../../../src/results/store.js";
import { makeFolder, removeFolder } from "../../../program.js";
import { completed, makeResult } from "../../../results.js";

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await makeFolder();
  out = join(folder, "run");
});
afterEach(() => removeFolder(folder));

/** What is said when `measure` ends so. */
async function saidOf(measure: Measure): Promise<string> {
  const stderr = new PassThrough({ encoding: "utf8" });
  const streams = { stdout: new PassThrough(), stderr } as unknown as Streams;
  const judging = { thresholds: thresholdsOf(), strict: false };
  const options = { out, json: false, stepSummary: undefined, save: undefined, judging };
  await expect(runMeasuringCommand(options, streams, measure)).rejects.toThrow("the server went away");
  return String(stderr.read() ?? "");
}

const serverGone = () => Promise.reject(new Error("the server went away"));

test("What was measured before an error is kept as an interrupted run's, and it is said where", async () => {
  const draft = makeResult([{ pattern: "pg/copy", trials: [completed({ wall: 1 })] }]);
  const said = await saidOf((_, __, keep) => {
    keep(() => draft);
    return serverGone();
  });
  expect(await readResult(out)).toEqual({ ...draft, state: "interrupted" });
  expect(said).toContain(`What was measured until then, 1 trial, is in ${join(out, "result.json")}; `);
});

test("Nothing is left of a run that an error ended before it measured anything", async () => {
  expect(await saidOf(serverGone)).toBe("");
  expect(existsSync(out)).toBe(false);
});
