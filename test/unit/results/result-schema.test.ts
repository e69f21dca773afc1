import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { resultSchema } from "../../../src/results/result-schema.js";
import { completed, failed, makeResult } from "../../results.js";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));
const names = (await readdir(fixtures)).filter((name) => /^result-v\d+-/.test(name));

let validate: ValidateFunction;
beforeAll(() => {
  validate = new Ajv2020({ strict: false, allErrors: true }).compile(resultSchema());
});

test.each(names)("The JSON schema takes the result %s", async (name) => {
  const content: unknown = JSON.parse(gunzipSync(await readFile(join(fixtures, name))).toString());
  validate(content);
  expect(validate.errors).toBeNull();
});

test("It takes metrics that are absent, trials that failed, and fields and metrics that a later version adds", () => {
  const result = makeResult([{ pattern: "pg/copy", trials: [completed({ wall: 1 }), failed("no")] }]);
  validate(result);
  expect(validate.errors).toBeNull();
  const [trial] = structuredClone(result.trials);
  if (trial?.outcome.kind !== "completed") throw new Error("There is no such trial.");
  const metrics = { ...trial.outcome.metrics, novel: 3 };
  validate({ ...result, novel: true, trials: [{ ...trial, outcome: { ...trial.outcome, metrics } }] });
  expect(validate.errors).toBeNull();
});

test("It refuses what is no result, and says where", () => {
  const result = makeResult([{ pattern: "pg/copy", trials: [completed({ wall: 1 })] }]);
  expect(validate({ ...result, state: "done" })).toBe(false);
  expect(validate.errors).toMatchObject([{ instancePath: "/state" }]);
  expect(validate({ ...result, schemaVersion: 2 })).toBe(false);
});
