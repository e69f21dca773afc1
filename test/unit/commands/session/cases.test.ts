import { casesOf } from "../../../../src/commands/session/cases.js";
import { UsageError } from "../../../../src/errors.js";
import type { PatternDescription } from "../../../../src/trial/protocol.js";

const describes = (id: string, options: PatternDescription["options"] = {}): PatternDescription => ({
  id,
  does: "Reads.",
  yields: "raw",
  options,
  source: "abc",
});

const descriptions = [
  describes("typeorm/get-many"),
  describes("typeorm/take-skip", { pageSize: { default: 10_000, sweep: [100], means: "Rows of a page." } }),
  describes("pg/cursor", {
    batchSize: { default: 1000, sweep: [100], means: "Rows of a batch." },
    ahead: { default: 2, sweep: [1, 2], means: "Batches ahead." },
  }),
];

const cases = (...requests: { id: string; options?: Record<string, number> }[]) =>
  casesOf(
    requests.map(({ id, options = {} }) => ({ id, options })),
    descriptions,
    5000,
    "installed",
  );

test("A case is a pattern with all its options, its data set's size and its variant", () => {
  expect(cases({ id: "typeorm/get-many" }, { id: "typeorm/take-skip" })).toEqual([
    {
      id: "typeorm/get-many rows=5000 installed",
      pattern: "typeorm/get-many",
      options: {},
      rows: 5000,
      variant: "installed",
    },
    {
      id: "typeorm/take-skip pageSize=10000 rows=5000 installed",
      pattern: "typeorm/take-skip",
      options: { pageSize: 10_000 },
      rows: 5000,
      variant: "installed",
    },
  ]);
});

test("An option that was asked for replaces its default, the others keep theirs", () => {
  expect(cases({ id: "pg/cursor", options: { ahead: 7 } })[0]).toMatchObject({
    id: "pg/cursor batchSize=1000 ahead=7 rows=5000 installed",
    options: { batchSize: 1000, ahead: 7 },
  });
});

test("Requests that mean the same make one case, in whatever order their options stand", () => {
  const ids = cases(
    { id: "pg/cursor", options: { ahead: 2, batchSize: 5 } },
    { id: "pg/cursor", options: { batchSize: 5, ahead: 2 } },
    { id: "pg/cursor", options: { batchSize: 5 } },
    { id: "typeorm/take-skip" },
    { id: "typeorm/take-skip", options: { pageSize: 10_000 } },
    { id: "typeorm/take-skip", options: { pageSize: 10 } },
  ).map(({ id }) => id);
  expect(ids).toEqual([
    "pg/cursor batchSize=5 ahead=2 rows=5000 installed",
    "typeorm/take-skip pageSize=10000 rows=5000 installed",
    "typeorm/take-skip pageSize=10 rows=5000 installed",
  ]);
});

test.each([
  ["typeorm/take-skip", "pagesize", "pageSize"],
  ["pg/cursor", "size", "batchSize, ahead"],
  ["typeorm/get-many", "pageSize", "none"],
  ["typeorm/get-many", "constructor", "none"],
  ["typeorm/get-many", "__proto__", "none"],
  ["typeorm/take-skip", "toString", "pageSize"],
])("An option that %s doesn't have, %s, is answered with those that it has", (id, name, known) => {
  const request = { id, options: Object.fromEntries([[name, 5]]) };
  expect(() => cases(request)).toThrow(UsageError);
  expect(() => cases(request)).toThrow(`--patterns: ${id} has no option "${name}"; it has ${known}.`);
});
