import fc from "fast-check";
import { checkEquivalence, type ReadCase } from "../../../src/compare/check-equivalence.js";
import { serverRows } from "../../../src/results/equivalence.js";
import type { Fingerprint, Outcome, Shape, Trial } from "../../../src/results/schema.js";

const rows = 1000;
const good: Fingerprint = { rows, checksum: "00000000deadbeef", digest: "a1" };

const trial = (id: string, outcome: Outcome): Trial => ({
  case: id,
  round: 1,
  position: 1,
  startedAt: "2026-01-31T00:00:00.000Z",
  duration: 1,
  outcome,
});

const read = (id: string, changed: Partial<Fingerprint> = {}): Trial =>
  trial(id, {
    kind: "completed",
    metrics: {} as Extract<Outcome, { kind: "completed" }>["metrics"],
    fingerprint: { ...good, ...changed },
    statements: [],
    timeline: { absent: "not sampled" },
    connectionsLeft: 0,
  });

const failed = (id: string): Trial => trial(id, { kind: "failed", message: "no" });
const check = (...trials: Trial[]) => checkEquivalence(trials, { rows });

test("Reads that all returned the data set are the same, whatever failed beside them", () => {
  expect(check(read("a"), read("b"), failed("c"), read("a"))).toEqual({ kind: "same" });
});

test("Without a completed read nothing is known", () => {
  expect(check()).toEqual({ kind: "unknown", reason: expect.any(String) as string });
  expect(check(failed("a"), failed("b"))).toMatchObject({ kind: "unknown" });
});

test("What most reads returned is the reference, wherever the odd one stands", () => {
  const odd = read("odd", { checksum: "0000000000000001" });
  const orders = [
    [odd, read("a"), read("b")],
    [read("a"), odd, read("b")],
    [read("a"), read("b"), odd],
  ];
  for (const trials of orders) {
    expect(check(...trials)).toEqual({
      kind: "different",
      case: "odd",
      reference: "a",
      summary: "the checksum over all columns is 0000000000000001, not 00000000deadbeef",
    });
  }
});

test("Among equally many the first one read is the reference", () => {
  expect(check(read("a"), read("b", { digest: "b2" }))).toMatchObject({ case: "b", reference: "a" });
  expect(check(read("b", { digest: "b2" }), read("a"))).toMatchObject({ case: "a", reference: "b" });
});

test("A row too many or too few is said in numbers, before any checksum", () => {
  const equivalence = check(read("a"), read("b"), read("c", { rows: 999, checksum: "1", digest: "1" }));
  expect(equivalence).toMatchObject({ case: "c", summary: "999 rows were read, not 1000" });
});

test("A difference that only the small data set's digest shows is said so", () => {
  const equivalence = check(read("a"), read("b"), read("c", { digest: "b2" }));
  expect(equivalence).toMatchObject({ case: "c", summary: expect.stringContaining("small data set") as string });
});

test("Reads that agree on a number of rows that the data set doesn't have are all wrong", () => {
  const short = { rows: 900 };
  expect(check(read("a", short), read("b", short))).toEqual({
    kind: "different",
    case: "a",
    reference: "a",
    summary: "900 rows were read, but the data set has 1000",
  });
});

test("A single read is held against the data set", () => {
  expect(check(read("a"))).toEqual({ kind: "same" });
  expect(check(read("a", { rows: 0 }))).toMatchObject({ kind: "different", case: "a" });
});

test("Reads of the whole data set are the reference, even where most reads returned too few rows", () => {
  const short = { rows: 900 };
  expect(check(read("a", short), read("b", short), read("whole"))).toMatchObject({
    case: "a",
    reference: "whole",
    summary: "900 rows were read, not 1000",
  });
});

test("A case that returns other data in another round differs from itself", () => {
  expect(check(read("a"), read("a", { checksum: "0000000000000002" }))).toMatchObject({
    kind: "different",
    case: "a",
    reference: "a",
  });
});

test("Whatever the reads, they are the same only if every completed one is, and is whole", () => {
  const fingerprint = fc.record({
    rows: fc.constantFrom(rows, rows, rows, 999),
    checksum: fc.constantFrom("1", "1", "1", "2"),
    digest: fc.constantFrom("1", "1", "1", "2"),
  });
  fc.assert(
    fc.property(fc.array(fc.option(fingerprint, { nil: undefined }), { maxLength: 6 }), (reads) => {
      const trials = reads.map((one, index) => (one ? read(`case ${index}`, one) : failed(`case ${index}`)));
      const completed = reads.filter((one) => one !== undefined);
      const same = new Set(completed.map((one) => JSON.stringify(one))).size === 1 && completed[0]?.rows === rows;
      const equivalence = checkEquivalence(trials, { rows });
      expect(equivalence.kind).toBe(completed.length === 0 ? "unknown" : same ? "same" : "different");
      if (equivalence.kind === "different") {
        const cases = trials.filter(({ outcome }) => outcome.kind === "completed").map((one) => one.case);
        expect(cases).toContain(equivalence.case);
        expect(cases).toContain(equivalence.reference);
      }
    }),
    { seed: 20_260_806, numRuns: 500 },
  );
});

describe("Against the server's own rows", () => {
  const against = (...trials: Trial[]) => checkEquivalence(trials, { rows, expected: good });
  const wrong = { checksum: "0000000000000001" };

  test("one read alone can be wrong", () => {
    expect(against(read("a"))).toEqual({ kind: "same" });
    expect(against(read("a", wrong))).toEqual({
      kind: "different",
      case: "a",
      reference: serverRows,
      summary: "the checksum over all columns is 0000000000000001, not 00000000deadbeef",
    });
  });

  test("reads that are all wrong alike are wrong, and all are named", () => {
    expect(against(read("a", wrong), read("b", wrong), read("a", wrong))).toMatchObject({
      case: "a",
      reference: serverRows,
      others: ["b"],
    });
  });

  test("the one that is right isn't named, whichever came first and however many are wrong", () => {
    for (const trials of [
      [read("right"), read("a", wrong), read("b", wrong)],
      [read("a", wrong), read("b", wrong), read("right")],
    ]) {
      expect(against(...trials)).toMatchObject({ case: "a", reference: serverRows, others: ["b"] });
    }
  });

  test("a value that its column can't hold is said with row, column and what came", () => {
    const trial = read("a", wrong);
    if (trial.outcome.kind === "completed") {
      trial.outcome.misfits = { count: 3, row: "17", column: "salary", received: "undefined" };
    }
    expect(against(trial)).toMatchObject({
      summary: "3 values aren't what the column can hold: of row 17 the salary is undefined",
    });
  });

  test("where they couldn't be read, reads are held against each other", () => {
    const trials = [read("odd", wrong), read("a"), read("b")];
    expect(checkEquivalence(trials, { rows, expected: { absent: "no" } })).toMatchObject({
      case: "odd",
      reference: "a",
    });
  });
});

describe("Two versions of one read", () => {
  const shape: Shape = {
    classes: ["Employee"],
    keys: ["id", "salary"],
    columns: [
      { name: "id", type: "number", row: "1", value: "1 (number)" },
      { name: "salary", type: "number", row: "2", value: "24000 (number)" },
    ],
    order: "a1",
  };
  const cases: ReadCase[] = ["old", "new"].map((id) => ({ id, pattern: "typeorm/find", options: {} }));
  const shaped = (id: string, changes: Partial<Shape> = {}, statement = "SELECT * FROM employees"): Trial => {
    const trial = read(id);
    if (trial.outcome.kind !== "completed") throw new Error("a read completes");
    const statements = [{ text: statement, calls: 1, rows, time: 1 }];
    return { ...trial, outcome: { ...trial.outcome, statements, shape: { ...shape, ...changes } } };
  };
  const compare = (...trials: Trial[]) => checkEquivalence(trials, { rows, expected: good }, cases);
  const salary = (type: string, value: string) => [
    ...shape.columns.slice(0, 1),
    { name: "salary", type, row: "2", value: `${value} (${type})` },
  ];

  test("that give equal values of equal types are the same", () => {
    expect(compare(shaped("new"), shaped("old"))).toEqual({ kind: "same" });
  });

  test("differ where a column's type does, shown with a row", () => {
    expect(compare(shaped("new", { columns: salary("string", "24000.00") }), shaped("old"))).toEqual({
      kind: "different",
      case: "new",
      reference: "old",
      summary: "salary: number → string",
      firstDifference: {
        key: "2",
        missing: "neither",
        columns: [{ name: "salary", value: "24000.00 (string)", reference: "24000 (number)" }],
      },
    });
  });

  test("may have any type where all is null", () => {
    expect(compare(shaped("old"), shaped("new", { columns: shape.columns.slice(0, 1) }))).toEqual({ kind: "same" });
  });

  test.each([
    ["class", { classes: ["Object"] }, "class: Employee → Object"],
    ["keys", { keys: ["id", "pay"] }, "keys that come in addition: pay; keys that are gone: salary"],
  ])("differ where the %s does", (_, changes, summary) => {
    expect(compare(shaped("old"), shaped("new", changes))).toMatchObject({ case: "new", reference: "old", summary });
  });

  test("differ in order where the statement orders, and not where it doesn't", () => {
    const other = { order: "b2" };
    const ordering = 'SELECT * FROM employees ORDER BY "id"';
    expect(compare(shaped("old"), shaped("new", other))).toEqual({ kind: "same" });
    const windowed = "SELECT *, row_number() OVER (ORDER BY id) FROM employees";
    expect(compare(shaped("old", {}, windowed), shaped("new", other, windowed))).toEqual({ kind: "same" });
    expect(compare(shaped("old", {}, ordering), shaped("new", other))).toMatchObject({
      summary: "the order of the rows isn't the same, though the statement orders them",
    });
    // Rows that the statement leaves equal come as they like.
    const ties = [shaped("old", {}, ordering), shaped("old", other, ordering), shaped("new", other, ordering)];
    expect(compare(...ties)).toEqual({ kind: "same" });
  });

  test("differ in values before anything else", () => {
    const changed = shaped("new", { columns: salary("string", "24000.00") });
    if (changed.outcome.kind === "completed") changed.outcome.fingerprint = { ...good, checksum: "2" };
    expect(compare(shaped("old"), changed)).toMatchObject({ reference: serverRows });
  });

  test("aren't told apart where an older result doesn't say, nor are other patterns", () => {
    expect(compare(read("old"), shaped("new"))).toEqual({ kind: "same" });
    const others = [shaped("a"), shaped("b", { classes: ["Object"] })];
    expect(checkEquivalence(others, { rows, expected: good })).toEqual({ kind: "same" });
  });

  test("are all named that changed", () => {
    const more: ReadCase[] = ["old too", "new too"].map((id) => ({ id, pattern: "typeorm/get-many", options: {} }));
    const changed = { columns: salary("string", "24000.00") };
    const trials = [shaped("old"), shaped("new", changed), shaped("old too"), shaped("new too", changed)];
    expect(checkEquivalence(trials, { rows, expected: good }, [...cases, ...more])).toMatchObject({
      case: "new",
      reference: "old",
      others: ["new too"],
    });
  });
});

test("Rows that changed while they were read explain a difference, but no value that none of them can have", () => {
  const own = { kind: "table", relation: "t", unchecked: [], changed: "They changed." } as const;
  const dataSet = { rows, expected: good, own: { ...own, unchecked: [] } };
  const odd = read("b", { checksum: "0" });
  expect(checkEquivalence([read("a"), odd], dataSet)).toMatchObject({ kind: "unknown" });
  expect(checkEquivalence([read("a"), read("b")], dataSet)).toEqual({ kind: "same" });
  const misfit = { count: 1, row: "1", column: "n", received: "x (string)" };
  const impossible = { ...odd, outcome: { ...odd.outcome, misfits: misfit } as Outcome };
  expect(checkEquivalence([read("a"), impossible], dataSet)).toMatchObject({ kind: "different" });
});
