import { parseBounds } from "../../../src/matchers/bounds.js";
import { hold, roundsFor } from "../../../src/matchers/hold.js";
import { completed, failed, makeResult, type TrialSpec } from "../../results.js";

const held = (bounds: object, trials: readonly TrialSpec[]) =>
  hold(makeResult([{ pattern: "pg/query", trials }]), parseBounds(bounds));

test("Of a steady metric the worst trial counts, and of a noisy one the median", () => {
  const trials = [
    completed({ peakRss: 100, wall: 9, throughput: 1 }),
    completed({ peakRss: 180, wall: 1, throughput: 5 }),
    completed({ peakRss: 90, wall: 2, throughput: 6 }),
  ];
  expect(held({ peakRss: 150, wall: 2, throughput: 5 }, trials)).toMatchObject({
    findings: [
      { kind: "broken", measured: 180 },
      { kind: "kept", measured: 2 },
      { kind: "kept", measured: 5 },
    ],
  });
});

test("Of an even number the median lies between the two in the middle", () => {
  expect(held({ wall: 3 }, [completed({ wall: 2 }), completed({ wall: 4 })])).toMatchObject({
    findings: [{ kind: "kept", measured: 3 }],
  });
});

test("A bound is kept by what reaches it", () => {
  expect(held({ statements: 3 }, [completed({ statements: 3 })])).toMatchObject({ findings: [{ kind: "kept" }] });
});

test("Rows must be as many, neither more nor fewer", () => {
  const trials = [completed({ wall: 1 })];
  const [{ fingerprint: { rows = 0 } = {} } = {}] = makeResult([{ pattern: "pg/query", trials }]).trials.map(
    ({ outcome }) => (outcome.kind === "completed" ? outcome : {}),
  ) as { fingerprint?: { rows: number } }[];
  expect(held({ rows }, trials)).toMatchObject({ findings: [{ kind: "kept" }] });
  expect(held({ rows: rows + 1 }, trials)).toMatchObject({ findings: [{ kind: "broken", measured: rows }] });
  expect(held({ rows: rows - 1 }, trials)).toMatchObject({ findings: [{ kind: "broken", measured: rows }] });
});

test("A metric that can't be had is neither kept nor broken, and says why", () => {
  const why = "pg_stat_statements isn't there";
  expect(held({ statements: 3 }, [completed({ statements: { absent: why } })])).toMatchObject({
    findings: [{ kind: "absent", why }],
  });
  expect(
    held({ statements: 3 }, [completed({ statements: 1 }), completed({ statements: { absent: why } })]),
  ).toMatchObject({ findings: [{ kind: "absent", why }] });
});

test("A read that fails, or isn't made, or returns other data isn't held to anything", () => {
  expect(held({ wall: 3 }, [completed({ wall: 1 }), failed("no such table")])).toEqual({
    kind: "unmeasured",
    why: "It failed: no such table",
  });
  expect(held({ wall: 3 }, [])).toMatchObject({ kind: "unmeasured" });
  const different = makeResult([{ pattern: "pg/query", trials: [completed({ wall: 1 })] }], {
    equivalence: {
      kind: "different",
      case: "a",
      reference: "the server's own rows",
      summary: "999 rows instead of 1,000",
    },
  });
  expect(hold(different, parseBounds({ wall: 3 }))).toMatchObject({
    kind: "unmeasured",
    why: expect.stringContaining("999 rows instead of 1,000") as string,
  });
});

test("One trial tells what is steady; what wanders needs three", () => {
  expect(roundsFor(parseBounds({ peakRss: 1, statements: 1, rows: 1 }))).toBe(1);
  expect(roundsFor(parseBounds({ peakRss: 1, wall: 1 }))).toBe(3);
});
