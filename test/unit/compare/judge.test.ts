import fc from "fast-check";
import { estimateChange, judge } from "../../../src/compare/judge.js";
import type { Measurements } from "../../../src/compare/measurements.js";
import { metrics, type Metric } from "../../../src/metrics.js";
import type { Estimate, Verdict } from "../../../src/results/comparison.js";

const { wall, throughput, allocated, statements, retained } = metrics;

type Pair = readonly [baseline: number, candidate: number];

const pairsOf = (...pairs: readonly Pair[]): Measurements => ({ kind: "pairs", pairs });

/** The estimate, where there must be one. */
function changeOf(measurements: Measurements, metric: Metric, miss = 0.01): Estimate {
  const change = estimateChange(measurements, metric, miss);
  if (change.kind === "unknown") throw new Error(change.reason);
  return change.change;
}

const reasonOf = (measurements: Measurements, metric: Metric): string | undefined => {
  const change = estimateChange(measurements, metric, 0.01);
  return change.kind === "unknown" ? change.reason : undefined;
};

const between = (low: number, value: number, high: number): Estimate => ({ value, low, high, level: 0.99 });

describe("The estimate", () => {
  test("A ratio is taken inside each pair, so that a slow round doesn't count", () => {
    const change = changeOf(pairsOf([100, 110], [1000, 1100], [37, 40.7]), wall);
    expect(change.value).toBeCloseTo(1.1, 12);
    expect(change.low).toBeCloseTo(1.1, 6);
    expect(change.high).toBeCloseTo(1.1, 6);
    expect(change.level).toBe(0.99);
  });

  test("Ratios are averaged by their logarithms: half and double make no change", () => {
    const { value, low, high } = changeOf(pairsOf([10, 20], [10, 5], [10, 20], [10, 5]), allocated);
    expect(value).toBeCloseTo(1, 12);
    expect(low * high).toBeCloseTo(1, 9);
  });

  test("What lies around zero is compared by its difference", () => {
    expect(changeOf(pairsOf([-1000, 500], [2000, 3500], [0, 1500]), retained)).toMatchObject({
      value: 1500,
      low: 1500,
      high: 1500,
    });
  });

  test("It says of how many pairs, or of how many trials of the side with fewer, it is made", () => {
    expect(estimateChange(pairsOf([1, 2], [1, 3], [1, 4]), wall, 0.01)).toMatchObject({ n: 3 });
    const separate = { kind: "separate", baseline: [1, 2, 3, 4], candidate: [2, 3] } as const;
    expect(estimateChange(separate, wall, 0.01)).toMatchObject({ n: 2 });
  });

  test("The one disturbed trial of ten counts for a noisy metric as any other, for a steady one in full", () => {
    const pairs = Array.from({ length: 10 }, (_, index): Pair => [100, index === 9 ? 900 : 100 + (index % 3)]);
    const disturbed = (metric: Metric) => changeOf({ kind: "pairs", pairs }, metric).value;
    expect(disturbed(wall)).toBeLessThan(1.02);
    expect(disturbed(allocated)).toBeGreaterThan(1.2);
  });

  test("What is 0 on both sides hasn't changed; a ratio to 0 there is none", () => {
    expect(changeOf(pairsOf([0, 0], [0, 0]), wall)).toEqual({ value: 1, low: 1, high: 1, level: 0.99 });
    expect(reasonOf(pairsOf([0, 3], [0, 4]), wall)).toBe("there is no ratio to a value of 0");
    expect(reasonOf(pairsOf([5, 0], [5, 5]), wall)).toBe("there is no ratio to a value of 0");
  });

  test("A pair alone, or a side without a value, says nothing", () => {
    expect(reasonOf(pairsOf([1, 2]), wall)).toMatch(/too few trials/);
    expect(reasonOf({ kind: "separate", baseline: [1], candidate: [1, 2] }, wall)).toMatch(/too few trials/);
    const none = "one of the sides has no measurement of it";
    expect(reasonOf({ kind: "separate", baseline: [], candidate: [1, 2] }, wall)).toBe(none);
    expect(reasonOf(pairsOf(), wall)).toBe(none);
  });
});

describe("The verdict", () => {
  test.each<[string, Metric, Estimate, number, Verdict]>([
    ["more of a cost, and surely", wall, between(1.02, 1.06, 1.1), 0.05, "regressed"],
    ["less of a cost, and surely", wall, between(0.9, 0.94, 0.98), 0.05, "improved"],
    ["more of what is wanted", throughput, between(1.02, 1.06, 1.1), 0.05, "improved"],
    ["less of what is wanted", throughput, between(0.9, 0.94, 0.98), 0.05, "regressed"],
    ["more, but perhaps none", wall, between(0.99, 1.07, 1.15), 0.05, "inconclusive"],
    ["surely more, but little", wall, between(1.01, 1.03, 1.05), 0.05, "unchanged"],
    ["little, but perhaps twice the threshold", wall, between(0.95, 1.03, 1.12), 0.05, "inconclusive"],
    ["little, and surely less than twice the threshold", wall, between(0.92, 1.0, 1.09), 0.05, "unchanged"],
    ["a leak", retained, between(60_000, 80_000, 100_000), 50_000, "regressed"],
    ["a little that stays", retained, between(10_000, 20_000, 30_000), 50_000, "unchanged"],
    ["exactly the threshold", retained, between(40_000, 50_000, 60_000), 50_000, "regressed"],
  ])("%s", (_, metric, estimate, threshold, verdict) => {
    expect(judge(estimate, metric, threshold)).toBe(verdict);
  });

  test("Where any change counts, one statement more is a regression, and none more is not", () => {
    const judged = (...pairs: readonly Pair[]) => judge(changeOf(pairsOf(...pairs), statements), statements, 0);
    expect(judged([101, 102], [101, 102], [101, 102])).toBe("regressed");
    expect(judged([101, 101], [101, 101], [101, 101])).toBe("unchanged");
    expect(judged([101, 100], [101, 100], [101, 100])).toBe("improved");
    expect(judged([101, 102], [101, 101], [101, 101])).toBe("inconclusive");
  });

  const options = { seed: 20_261_123, numRuns: 2_000 };
  const threshold = fc.double({ min: 0, max: 0.5, noNaN: true });
  /** On the scale on which changes add up. */
  const size = fc.double({ min: -2, max: 2, noNaN: true });
  const metric = fc.constantFrom(wall, throughput, retained);
  const estimateOf = ({ compared }: Metric, middle: number, reach: number): Estimate => {
    const from = compared.as === "ratio" ? Math.exp : (value: number) => value;
    return between(from(middle - reach), from(middle), from(middle + reach));
  };

  test("An interval that reaches less far than the threshold always gives a verdict", () => {
    fc.assert(
      fc.property(metric, size, threshold, fc.double({ min: 0, max: 0.999, noNaN: true }), (of, middle, t, part) => {
        const reach = part * (of.compared.as === "ratio" ? Math.log(1 + t) : t);
        fc.pre(t > 1e-9);
        expect(judge(estimateOf(of, middle, reach), of, t)).not.toBe("inconclusive");
      }),
      options,
    );
  });

  test("An interval that holds no change never gives improved or regressed", () => {
    fc.assert(
      fc.property(metric, size, size, threshold, (of, middle, beyond, t) => {
        const estimate = estimateOf(of, middle, Math.abs(middle) * (1 + 1e-9) + Math.abs(beyond));
        expect(["unchanged", "inconclusive"]).toContain(judge(estimate, of, t));
      }),
      options,
    );
  });

  const swapped: Record<Verdict, Verdict> = {
    improved: "regressed",
    regressed: "improved",
    unchanged: "unchanged",
    inconclusive: "inconclusive",
  };

  test("With the sides swapped, improved is regressed and the rest is as it was", () => {
    const value = fc.double({ min: 0.5, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        metric,
        fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 25 }),
        threshold,
        (of, pairs, t) => {
          const judged = (these: readonly Pair[]) => judge(changeOf({ kind: "pairs", pairs: these }, of), of, t);
          expect(judged(pairs.map(([a, b]): Pair => [b, a]))).toBe(swapped[judged(pairs)]);
        },
      ),
      options,
    );
  });
});
