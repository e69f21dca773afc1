/** Results as fast-check makes them: any mix of outcomes and absences, names and messages that hold anything. */
import fc from "fast-check";
import { metricNames } from "../../../src/metrics.js";
import type { Result } from "../../../src/results/schema.js";
import { makeResult, type CaseSpec, type Readings, type TrialSpec } from "../../results.js";

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ maxLength: 400 }),
  fc.constantFrom(
    "\u001b[31mred\u001b[0m\u001b]0;title\u0007",
    "a\nb\r\nc\td\u2028e",
    "a|b`c`<script>alert(1)</script> <img src=x onerror=y> **d** [e](javascript:f) @g #1 https://h.example www.i.example",
    "\u202eright to left\u202c",
    "日本語のパターン名 👨‍👩‍👧 e\u0301",
    "x".repeat(10_000),
  ),
);

const figure = fc.oneof(
  fc.constant(0),
  fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  fc.integer({ min: 0, max: 20_000 }),
);

const readings = fc.record(
  Object.fromEntries(
    metricNames.map((name) => [
      name,
      fc.oneof({ weight: 6, arbitrary: figure }, { weight: 1, arbitrary: fc.record({ absent: anyText }) }),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Readings>;

const trial: fc.Arbitrary<TrialSpec> = fc.oneof(
  { weight: 5, arbitrary: readings.map((measured): TrialSpec => ({ kind: "completed", readings: measured })) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("failed", "timed-out", "out-of-memory", "heap-limit"),
      message: anyText,
    }),
  },
);

const benchCase: fc.Arbitrary<CaseSpec> = fc.record({
  pattern: fc.oneof(fc.constantFrom("typeorm/get-many", "typeorm/stream", "pg/copy"), anyText),
  yields: fc.constantFrom("entity", "raw"),
  trials: fc.array(trial, { maxLength: 4 }),
});

/** Any subset of any run's trials. */
export const anyResult: fc.Arbitrary<Result> = fc
  .record({
    cases: fc.array(benchCase, { maxLength: 6 }),
    state: fc.constantFrom("complete", "interrupted"),
  })
  .map(({ cases, state }) => makeResult(cases, { state, rounds: 4 }));
