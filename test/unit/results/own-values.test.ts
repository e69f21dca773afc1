import fc from "fast-check";
import { hiddenValues, shownValues } from "../../../src/results/own-values.js";
import type { Outcome, Trial } from "../../../src/results/schema.js";
import { describeValue } from "../../../src/trial/describe-value.js";
import { failureOf } from "../../../src/runner/outcome.js";

type Completed = Extract<Outcome, { kind: "completed" }>;

const values = hiddenValues("a secret");

const trialOf = (outcome: Outcome): Trial => ({
  case: "a",
  round: 1,
  position: 1,
  startedAt: "2026-01-31T00:00:00.000Z",
  duration: 1,
  outcome,
});

const completed = (held: Partial<Completed>): Outcome => ({
  kind: "completed",
  metrics: {} as Completed["metrics"],
  fingerprint: { rows: 1, checksum: "1", digest: "2" },
  statements: [],
  timeline: { absent: "not sampled" },
  connectionsLeft: 0,
  ...held,
});

const hiddenIn = (held: Partial<Completed>) => values.trial(trialOf(completed(held))).outcome as Completed;
const words = (message: string, code?: string) => values.words({ message, code });

/** A text that is found again wherever it is left in. */
const sentinel = fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before}SENTINEL_7${after}`);
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

test("Nothing of a value is left in a trial, wherever it stood", () => {
  fc.assert(
    fc.property(
      sentinel,
      fc.constantFrom("22P02", "P0001", "23505", "Error", "TypeError", undefined),
      (value, code) => {
        const outcome = completed({
          shape: {
            classes: ["Order"],
            keys: ["id"],
            columns: [{ name: "id", type: "string", row: value, value: describeValue(value) }],
            order: "0a",
          },
          misfits: { count: 2, row: value, column: "id", received: describeValue({ of: value }) },
          statements: [
            {
              text: `DECLARE c CURSOR FOR SELECT * FROM t WHERE a = ${literal(value)} AND b = E'\\'${value.replaceAll(/['\\]/g, "")}'`,
              calls: 1,
              rows: 1,
              time: 1,
              plan: `Result  (cost=0.00..35.50 rows=2550 width=4)\n  One-Time Filter: (a = ${literal(value)}::text)`,
            },
          ],
        });
        const failed: Outcome = { kind: "failed", message: `x "${value}"`, ...(code !== undefined && { code }) };
        const difference = values.difference(
          { key: value, missing: "neither", columns: [{ name: "id", value, reference: null }] },
          new Map(),
        );
        const all = JSON.stringify([values.trial(trialOf(outcome)), values.trial(trialOf(failed)), difference]);
        expect(all).not.toContain("SENTINEL");
      },
    ),
  );
});

test("A row is recognised by its name, in every place and on every run with the same secret, and by nobody else", () => {
  const nameOf = (by: typeof values, key: string) =>
    by.difference({ key, missing: "case", columns: [] }, new Map()).key;
  const name = nameOf(values, "4711");
  expect(name).toMatch(/^#[0-9a-f]{8}$/);
  const { misfits } = hiddenIn({ misfits: { count: 1, row: "4711", column: "n", received: "null" } });
  expect([misfits?.row, nameOf(hiddenValues("a secret"), "4711")]).toEqual([name, name]);
  expect([nameOf(values, "4712"), nameOf(hiddenValues("another"), "4711")]).not.toContain(name);
});

test.each([
  ["24000.00 (string)", "a string of 8 characters"],
  ["7 (number)", "a number of 1 character"],
  ["false (boolean)", "a boolean"],
  ["null", "null"],
  ["undefined", "undefined"],
  [`${"x".repeat(200)} (string)`, "a string of 200 characters or more"],
  ['{"a":" (b)"} (Object)', "an Object of 12 characters"],
  ["what is this", "a value"],
])("A value keeps what it is and how long: %s", (received, hidden) => {
  expect(hiddenIn({ misfits: { count: 1, row: "1", column: "n", received } }).misfits?.received).toBe(hidden);
});

test("Of two values of one column it is said how far they are alike", () => {
  const { columns } = values.difference(
    {
      key: "1",
      missing: "neither",
      columns: [
        { name: "at", value: "2026-01-31 10:00:00.123", reference: "2026-01-31 10:00:00.123456" },
        { name: "n", value: "no integer: abc (string)", reference: "7" },
        { name: "gone", value: null, reference: "x" },
      ],
    },
    new Map([
      ["at", "timestamp"],
      ["n", "integer"],
    ]),
  );
  expect(columns).toEqual([
    {
      name: "at",
      value: "a timestamp of 23 characters",
      reference: "a timestamp of 26 characters, the first 23 the same",
    },
    { name: "n", value: "no integer, but a string of 3 characters", reference: "an integer of 1 character" },
    { name: "gone", value: null, reference: "a value of 1 character" },
  ]);
});

test("A statement keeps all that decides what it costs; texts that differed in constants alone are counted together", () => {
  const texts = [
    `FETCH FORWARD 100 FROM c`,
    `DECLARE c CURSOR FOR SELECT "a'1", t1.n2 FROM "T 5" AS t1 WHERE n2 = 4711 AND s = 'x' AND u = $1 LIMIT 10 OFFSET 20`,
    `DECLARE c CURSOR FOR SELECT "a'1", t1.n2 FROM "T 5" AS t1 WHERE n2 = 12 AND s = $$y$$ AND u = $1 LIMIT 10 OFFSET 20`,
  ];
  expect(hiddenIn({ statements: texts.map((text) => ({ text, calls: 2, rows: 3, time: 4 })) }).statements).toEqual([
    { text: "FETCH FORWARD 100 FROM c", calls: 2, rows: 3, time: 4 },
    {
      text: `DECLARE c CURSOR FOR SELECT "a'1", t1.n2 FROM "T 5" AS t1 WHERE n2 = … AND s = '…' AND u = $1 LIMIT 10 OFFSET 20`,
      calls: 4,
      rows: 6,
      time: 8,
    },
  ]);
});

test.each([
  ["/* a /* b */ 'SECRET' */ SELECT a", " SELECT a"],
  ["SELECT E'a'\n'\\'SECRET'", "SELECT '…'"],
  ["SELECT $größe$it's SECRET$größe$", "SELECT '…'"],
  ["SELECT U&'SECRET', B'101', -1.5e3, a2$3", "SELECT U&'…', B'…', -…, a2$3"],
  ["SELECT 'SECRET", "SELECT '…'"],
])("Of a statement's constants nothing is left, however they are written: %s", (text, hidden) => {
  const { statements } = hiddenIn({ statements: [{ text, calls: 1, rows: 1, time: 1 }] });
  expect(statements).toMatchObject([{ text: hidden }]);
});

test("A plan keeps its costs and loses the constants of its conditions", () => {
  const plan = [
    "Gather  (cost=0.28..8.29 rows=1 width=40)",
    "  Workers Planned: 2",
    "  ->  Index Scan using t_pkey on t  (cost=0.28..8.29 rows=1 width=40)",
    "        Index Cond: ((id > 4711) AND (s = 'x\nFilter: y'::text) AND (u = $1))",
    "        ->  CTE Scan on it's  (cost=0.28..8.29 rows=1 width=40)",
  ];
  const hidden = plan.with(3, "        Index Cond: ((id > …) AND (s = '…'::text) AND (u = $1))");
  const { statements } = hiddenIn({
    statements: [{ text: "SELECT 1", calls: 1, rows: 1, time: 1, plan: plan.join("\n") }],
  });
  expect(statements).toMatchObject([{ plan: hidden.join("\n") }]);
});

describe("An error's words", () => {
  test.each([
    ["permission denied for table orders", "42501"],
    ["canceling statement due to statement timeout", "57014"],
    ["connect ECONNREFUSED 127.0.0.1:5432", "ECONNREFUSED"],
    ["Connection terminated unexpectedly", "Error"],
    ["division by zero", "22012"],
    ["something outside killed the worker (SIGKILL), perhaps for lack of memory.", "SIGKILL"],
    ["the worker exited with code 3 before it had a result.", undefined],
  ])("stay where they can hold none: %s", (message, code) => {
    expect(words(message, code)).toBe(message);
  });

  const besides = "what it says besides may hold values of your rows, and --show-values shows it.";
  test.each([
    ['invalid input syntax for type integer: "7a"', "22P02", "invalid input syntax for type integer (SQLSTATE 22P02)"],
    ["7a is no good", "P0001", "SQLSTATE P0001"],
    ["Cannot convert 7a to a BigInt", "SyntaxError", "SyntaxError"],
    [
      "the worker exited with code 1 before it had a result: Error: 7a",
      undefined,
      /^the worker exited .* result/.source,
    ],
  ])("go, but for what is known to hold none: %s", (message, code, start) => {
    expect(words(message, code)).toMatch(
      new RegExp(`^${start.replace(/^\^/, "").replaceAll(/[()]/g, "\\$&")}; ${besides}$`),
    );
  });

  test("of a worker that ended by itself hold what it wrote, which goes too", () => {
    const exit = { code: 1, signal: undefined, timedOut: false, canceled: false, stderr: "Error: SENTINEL" };
    const failure = values.trial(trialOf(failureOf(exit, false, 1000))).outcome;
    expect(failure).toMatchObject({ kind: "failed", message: expect.stringContaining("exited with code 1") as string });
    expect(JSON.stringify(failure)).not.toContain("SENTINEL");
  });
});

test("Shown, everything is as it was", () => {
  const trial = trialOf(completed({ misfits: { count: 1, row: "a", column: "b", received: "c (string)" } }));
  expect(shownValues.trial(trial)).toBe(trial);
  expect(shownValues.words({ message: "a", code: "22P02" })).toBe("a");
});
