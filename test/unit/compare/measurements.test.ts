import { pairsOf, separately } from "../../../src/compare/measurements.js";
import { metrics } from "../../../src/metrics.js";
import type { Trial } from "../../../src/results/schema.js";
import { completed, failed, makeResult, type TrialSpec } from "../../results.js";

const trials = (...specs: readonly TrialSpec[]): readonly Trial[] =>
  makeResult([{ pattern: "typeorm/find", trials: specs }]).trials;

const { wall, allocated } = metrics;

test("A pair is one round that both sides measured", () => {
  const baseline = trials(completed({ wall: 1 }), failed("broke"), completed({ wall: 3 }), completed({ wall: 4 }));
  const candidate = trials(completed({ wall: 10 }), completed({ wall: 20 }), completed({}), completed({ wall: 40 }));
  expect(pairsOf(wall, baseline, candidate)).toEqual({
    kind: "pairs",
    pairs: [
      [1, 10],
      [4, 40],
    ],
  });
});

test("The core's speed goes along with noisy metrics, and only where every pair has it", () => {
  const all = { wall: 1, allocated: 2 };
  const watched = trials(completed(all, 800), completed(all, 400));
  expect(pairsOf(wall, watched, watched)).toEqual({
    kind: "pairs",
    pairs: [
      [1, 1],
      [1, 1],
    ],
    coreSpeeds: [
      [800, 800],
      [400, 400],
    ],
  });
  expect(pairsOf(allocated, watched, watched)).not.toHaveProperty("coreSpeeds");
  const once = trials(completed(all, 800), completed(all, { absent: "too short" }));
  expect(pairsOf(wall, watched, once)).not.toHaveProperty("coreSpeeds");
  expect(pairsOf(wall, trials(completed(all)), trials(completed(all)))).not.toHaveProperty("coreSpeeds");
});

test("Trials that were made at different times are no pairs, and each counts", () => {
  const baseline = trials(completed({ wall: 1 }), completed({ wall: 2 }), completed({ wall: 3 }));
  expect(separately(wall, baseline, trials(completed({ wall: 5 })))).toEqual({
    kind: "separate",
    baseline: [1, 2, 3],
    candidate: [5],
  });
});
