/** Builders of valid comparisons for tests: each is held against the schema before it is given out. */
import { metrics, type MetricName } from "../src/metrics.js";
import {
  calibration as calibrationSchema,
  caseComparison as caseSchema,
  comparison as comparisonSchema,
  type Calibration,
  type CaseComparison,
  type Cell,
  type ComparedCell,
  type Comparison,
  type Verdict,
} from "../src/results/comparison.js";
import type { Equivalence, Result } from "../src/results/schema.js";
import { completed, makeResult, type CaseSpec } from "./results.js";

/** A metric that is compared as its declaration says, from 1,000 of its unit on the baseline's side. */
export function changed(
  metric: MetricName,
  value: number,
  [low, high]: readonly [number, number],
  verdict: Verdict,
  overrides: Partial<ComparedCell> = {},
): Cell {
  const { as, threshold, decides } = metrics[metric].compared;
  const baseline = overrides.baseline ?? 1_000;
  return {
    kind: "compared",
    metric,
    baseline,
    candidate: as === "ratio" ? baseline * value : baseline + value,
    as,
    change: { value, low, high, level: 0.999 },
    threshold: as === "ratio" ? threshold : threshold * 100_000,
    verdict,
    decides,
    n: 8,
    ...overrides,
  };
}

/** A metric that is exactly the same on both sides. */
export const equal = (metric: MetricName): Cell => {
  const value = metrics[metric].compared.as === "ratio" ? 1 : 0;
  return changed(metric, value, [value, value], "unchanged");
};

export const notComparable = (metric: MetricName, reason: string): Cell => ({ kind: "not-comparable", metric, reason });

/** What stands still while something else is told apart: every deciding metric, hardly moved. */
export const steadyCells: readonly Cell[] = [
  changed("wall", 1.004, [0.982, 1.021], "unchanged"),
  changed("cpu", 0.998, [0.985, 1.012], "unchanged"),
  changed("peakRss", 1.002, [0.994, 1.009], "unchanged"),
  changed("retained", 1_200, [-3_000, 4_100], "unchanged"),
  changed("allocated", 1.0004, [0.9991, 1.0016], "unchanged"),
  equal("bytesIn"),
  equal("bytesOut"),
  equal("statements"),
];

/** {@link steadyCells} with some of them replaced. */
export const cellsWith = (...cells: readonly Cell[]): Cell[] =>
  steadyCells.map((steady) => cells.find(({ metric }) => metric === steady.metric) ?? steady);

/** One case; without overrides nothing about it has changed. */
export function makeCase(pattern: string, overrides: Partial<CaseComparison> = {}): CaseComparison {
  return caseSchema.parse({
    pattern,
    options: {},
    baseline: `${pattern} typeorm@0.3.27`,
    candidate: `${pattern} typeorm@1.1.1`,
    marks: [],
    cells: [...steadyCells],
    statements: { kind: "same" },
    failures: [],
    ...overrides,
  });
}

/** A comparison of two versions of typeorm whose trials took turns. */
export function makeComparison(cases: readonly CaseComparison[], overrides: Partial<Comparison> = {}): Comparison {
  const packages = { pg: "8.23.1", "pg-query-stream": "4.17.0" };
  return comparisonSchema.parse({
    baseline: { name: "typeorm@0.3.27", node: "20.20.2", packages: { typeorm: "0.3.27", ...packages } },
    candidate: { name: "typeorm@1.1.1", node: "20.20.2", packages: { typeorm: "1.1.1", ...packages } },
    trials: "interleaved",
    incomparable: [],
    equivalence: { kind: "same" },
    falseAlarms: 0.05,
    unpaired: [],
    cases,
    ...overrides,
  });
}

const columns = ["id", "first_name", "last_name", "email", "department", "salary", "hired_on", "note"];

/** The SELECT that TypeORM makes, with another way of writing its aliases. */
export const selectStatement = (alias: string): string =>
  `SELECT ${columns.map((column) => `"${alias}"."${column}" AS "${alias}_${column}"`).join(", ")} FROM "employees" "${alias}"`;

/** One of everything that a report tells apart. */
export const tellingCases: readonly CaseComparison[] = [
  makeCase("typeorm/find"),
  makeCase("typeorm/take-skip", {
    cells: cellsWith(
      changed("wall", 1.031, [0.942, 1.122], "inconclusive"),
      changed("cpu", 1.024, [0.961, 1.083], "inconclusive"),
    ),
  }),
  makeCase("typeorm/get-many", {
    cells: cellsWith(
      changed("wall", 0.879, [0.851, 0.911], "improved"),
      changed("cpu", 0.884, [0.862, 0.905], "improved"),
      changed("allocated", 1.031, [1.029, 1.033], "regressed"),
    ),
    statements: {
      kind: "different",
      baseline: [{ text: selectStatement("employee"), calls: 1 }],
      candidate: [{ text: selectStatement("e"), calls: 1 }],
    },
  }),
  makeCase("typeorm/take-keyset", {
    marks: ["source-changed"],
    cells: cellsWith(
      changed("wall", 1.124, [1.083, 1.166], "regressed"),
      changed("cpu", 1.121, [1.094, 1.149], "regressed"),
      changed("statements", 2, [2, 2], "regressed", { baseline: 101 }),
      changed("bytesOut", 1.82, [1.82, 1.82], "regressed"),
    ),
    statements: {
      kind: "different",
      baseline: [{ text: selectStatement("employee"), calls: 101 }],
      candidate: [
        { text: selectStatement("employee"), calls: 101 },
        { text: 'SELECT COUNT(1) AS "cnt" FROM "employees" "employee"', calls: 101 },
      ],
    },
  }),
  makeCase("typeorm/stream", {
    marks: ["leaks-connections"],
    cells: cellsWith(changed("retained", 104_000, [98_000, 111_000], "regressed")),
  }),
  makeCase("typeorm/stream-entities", {
    marks: ["now-fails"],
    cells: [],
    statements: { kind: "unknown", reason: "no trial of the candidate completed" },
    failures: ["typeorm@1.1.1: failed in 3 of 3 trials: createQueryBuilder(...).stream is not a function"],
  }),
  makeCase("typeorm/cursor-fetch", {
    marks: ["fixed"],
    cells: [],
    statements: { kind: "unknown", reason: "no trial of the baseline completed" },
    failures: ["typeorm@0.3.27: ran past its time limit in 3 of 3 trials"],
  }),
];

/** Two runs at different times, on machines that aren't alike. */
export const separateComparison = makeComparison(
  [
    makeCase("typeorm/get-many", {
      cells: cellsWith(
        notComparable("wall", "the CPU isn't the same"),
        notComparable("cpu", "the CPU isn't the same"),
        changed("allocated", 1.031, [1.029, 1.033], "regressed"),
      ),
    }),
  ],
  {
    trials: "separate",
    incomparable: [
      { field: "CPU", baseline: "Example CPU @ 2.6 GHz", candidate: "Other CPU @ 3.4 GHz", spoils: "noisy metrics" },
    ],
    unpaired: ["typeorm/new-one"],
  },
);

/** What an earlier `calibrate` found on this machine. */
export const sampleCalibration: Calibration = calibrationSchema.parse({
  rounds: 14,
  budget: 300_000,
  floors: ["typeorm/get-many", "typeorm/stream"].flatMap((pattern, index) => [
    { pattern, metric: "wall", as: "ratio", noise: 0.024, detectable: 0.061 + index / 100, falseAlarms: 0.003 },
    { pattern, metric: "peakRss", as: "ratio", noise: 0.006, detectable: 0.032, falseAlarms: 0 },
    { pattern, metric: "retained", as: "difference", noise: 2_100, detectable: 51_000, falseAlarms: 0.001 },
  ]),
  falseReports: 0.02,
});

/** What `upgrade` writes: both sides' trials of each case, and the comparison of them. */
export function upgradeResult(
  cases: readonly CaseComparison[] = tellingCases,
  overrides: Partial<Result> = {},
): Result {
  const read = (pattern: string, variant: string): CaseSpec => ({
    pattern,
    variant,
    trials: [completed({ wall: 1_000, peakRss: 1e8, allocated: 2e8, statements: 1 })],
  });
  const base = makeResult(
    cases.flatMap(({ pattern }) => [read(pattern, "typeorm@0.3.27"), read(pattern, "typeorm@1.1.1")]),
    {
      command: "upgrade",
      variants: ["0.3.27", "1.1.1"].map((version) => ({
        name: `typeorm@${version}`,
        node: "20.20.2",
        packages: { typeorm: version, pg: "8.23.1" },
      })),
    },
  );
  const compared = cases.map((each, index) => {
    const [baseline, candidate] = base.cases.slice(2 * index).map(({ id }) => id);
    return { ...each, ...(baseline !== undefined && { baseline }), ...(candidate !== undefined && { candidate }) };
  });
  return { ...base, comparisons: [makeComparison(compared)], ...overrides };
}

/** That result, with one column of one row that its second case reads otherwise than its first, and another one lost. */
export function differentData(result: Result): Result {
  const [reference, other] = result.cases;
  if (!reference || !other) throw new Error("a difference takes two cases");
  const equivalence: Equivalence = {
    kind: "different",
    case: other.id,
    reference: reference.id,
    summary: "the checksum over all columns is 4d3c, not 1a2b",
    firstDifference: {
      key: "4711",
      missing: "neither",
      columns: [
        { name: "hired_on", value: "2019-03-30T23:00:00.000Z", reference: "2019-03-31" },
        { name: "note", value: null, reference: "likes | pipes" },
      ],
    },
  };
  return {
    ...result,
    equivalence,
    comparisons: result.comparisons?.map((comparison) => ({ ...comparison, equivalence })),
  };
}
