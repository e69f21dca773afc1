/** A result that holds what no result should: markup, quotes, endless names, characters that steer a terminal. */
import type { Comparison } from "../src/results/comparison.js";
import type { Result } from "../src/results/schema.js";
import { cellsWith, changed, makeCase, makeComparison, notComparable, tellingCases } from "./comparisons.js";
import { completed, failed, makeResult } from "./results.js";
import { withSamples } from "./sampled-results.js";

/** Runs if any of it is taken for markup; the page's title would change. */
export const script = `<script>document.title="owned"</script><img src=x onerror='document.title="owned"'>`;

/** Longer than any layout expects, without a place to break. */
export const endless = "x".repeat(10_000);

/** Turns the reading direction round, and sends control characters. */
export const steering = "\u202Eright to left\u202C \u0007\u001B[31m \u0000 עברית\u2028";

/** A pattern each, one of them failed, with statements, plans, heap diffs and environment alike. */
export function hostileResult(): Result {
  const readings = { wall: 1000, peakRss: 1e8, loopStall: 5, gcLongestPause: 2, gcPause: 30, statements: 1, dbTime: 2 };
  const result = withSamples(
    makeResult([
      { pattern: `evil/${script}`, trials: [completed(readings), completed(readings)] },
      { pattern: `evil/"quoted" & 'quoted'`, yields: "raw", trials: [completed(readings)] },
      { pattern: `evil/${endless}`, trials: [completed(readings)] },
      { pattern: `evil/${steering}`, yields: "raw", trials: [completed({ wall: 1, peakRss: { absent: script } })] },
      { pattern: "evil/failing", trials: [failed(`${script} ${endless} ${steering}`)] },
    ]),
  );
  const nasty = `${script} ${endless} "' ${steering}\n\tnext line`;
  return {
    ...result,
    environment: {
      ...result.environment,
      cpu: nasty,
      server: { ...result.environment.server, settings: { [script]: nasty } },
    },
    options: { [script]: nasty },
    patterns: result.patterns.map((pattern) => ({ ...pattern, does: nasty })),
    trials: result.trials.map((trial) =>
      trial.outcome.kind === "completed"
        ? {
            ...trial,
            outcome: { ...trial.outcome, statements: [{ text: nasty, calls: 3, rows: 10, time: 1, plan: nasty }] },
          }
        : trial,
    ),
    comparisons: [hostileComparison(nasty)],
    heapDiffs: result.cases.map(({ id }) => ({
      case: id,
      rows: 10,
      outcome: {
        kind: "completed" as const,
        held: [{ constructorName: nasty, bytes: 10, count: 1 }],
        released: [{ constructorName: script, bytes: -3, count: -1 }],
      },
    })),
  };
}

/** Names, versions, reasons, statements and failures that hold it all. */
export function hostileComparison(nasty: string): Comparison {
  const hostile = makeCase(`evil/${nasty}`, {
    marks: ["now-fails", "source-changed", "leaks-connections"],
    cells: cellsWith(
      changed("wall", 1e9, [1e-9, 1e12], "inconclusive"),
      changed("retained", -1e15, [-1e18, 1e18], "inconclusive"),
      notComparable("cpu", nasty),
    ),
    statements: {
      kind: "different",
      baseline: [{ text: nasty, calls: 1 }],
      candidate: [{ text: `\`\`\`\n${nasty} more`, calls: 10_000 }],
    },
    failures: [nasty],
  });
  const unknown = makeCase(`evil/${nasty}`, { cells: [], statements: { kind: "unknown", reason: nasty } });
  return makeComparison([hostile, unknown, ...tellingCases], {
    baseline: { name: nasty, node: nasty, packages: { [nasty]: nasty } },
    candidate: { name: script, node: "20", packages: {} },
    incomparable: [{ field: nasty, baseline: nasty, candidate: script, spoils: "all metrics" }],
    unpaired: [nasty],
    equivalence: {
      kind: "different",
      case: nasty,
      reference: script,
      summary: nasty,
      firstDifference: { key: nasty, missing: "neither", columns: [{ name: nasty, value: nasty, reference: null }] },
    },
  });
}
