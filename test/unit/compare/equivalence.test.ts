import fc from "fast-check";
import { checkEquivalence } from "../../../src/compare/equivalence.js";
import type { Fingerprint, Outcome, Trial } from "../../../src/results/schema.js";

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
