/**
 * Where the level of a figure steps, along versions in their order. docs/statistics.md gives the reasons and sources.
 */
import { median } from "simple-statistics";
import type { ComparedAs } from "../metrics.js";
import type { Sample } from "./sample.js";
import { scaleOf, sizeOn } from "./scale.js";
import { criticalT } from "./student-t.js";

/** What is looked for, and how sure it has to be. */
export interface StepRule {
  /** `ratio`: steps are factors, and all values must be positive. `difference`: steps are amounts. */
  readonly as: ComparedAs["as"];
  /** A step must be larger than this: a fraction for ratios (0.05), in the values' unit for differences. */
  readonly threshold: number;
  /** Probability, over the whole series, of reporting any step where there is none that large: at most this. */
  readonly falseAlarms: number;
  /**
   * Whether the values of all samples with the same index were measured in the same round, so that what a round has in
   * common can be taken out; all samples must be equally large then.
   */
  readonly inRounds: boolean;
}

/** A step from one level to another. */
export interface Step {
  /** Index of the first sample of the new level. */
  readonly at: number;
  /** Indices of the samples between which the step surely lies: next to each other where its place is known. */
  readonly within: readonly [first: number, last: number];
  /** Medians of everything on the level before and on the level after, in the values' unit. */
  readonly before: number;
  readonly after: number;
}

/**
 * Looks for steps. A series of fewer than two samples, or without any repetition, has none that could be told from
 * noise; neither has one of ratios with a value that isn't positive.
 *
 * The narrowest stretch of samples is sought within which the means of its two parts differ by more than the threshold,
 * by Student's t and with all stretches together held to `falseAlarms`; then the same to either side of it.
 *
 * @param samples one a version, in the versions' order
 * @throws RangeError where `inRounds` is claimed of samples of several sizes
 */
export function findSteps(samples: readonly Sample[], rule: StepRule): Step[] {
  if (rule.as === "ratio" && samples.some(({ values }) => values.some((value) => value <= 0))) return [];
  const scale = scaleOf(rule.as);
  const scaled = samples.map(({ values }) => values.map(scale.to));
  const limit = sizeOn(scale, rule.threshold);
  const search: Search = {
    levels: prefixSums(scaled),
    limit: limit + rounding * Math.max(...scaled.flat().map(Math.abs)),
    miss: rule.falseAlarms / Math.max(1, splitsOf(samples.length)),
    noise: repeatedNoise(scaled, rule.inRounds),
  };
  const places = stepsWithin(search, 0, samples.length);
  return places.map(({ from, at, to }, index) => ({
    at,
    within: [from, to - 1],
    before: levelMedian(samples.slice(places[index - 1]?.at ?? 0, at)),
    after: levelMedian(samples.slice(at, places[index + 1]?.at ?? samples.length)),
  }));
}

/** What sums of floating-point numbers may be off by, as a part of the largest value. */
const rounding = 1e-9;

/** What the search for the steps of one series has in common. */
interface Search {
  readonly levels: Prefixes;
  /** The smallest step that counts, on the scale of the values. */
  readonly limit: number;
  /** What each of the comparisons may err by. */
  readonly miss: number;
  /** What the values vary by within a sample; undefined where too little was repeated. */
  readonly noise: Noise | undefined;
}

/** A standard deviation that was estimated from so many degrees of freedom. */
interface Noise {
  readonly deviation: number;
  readonly freedom: number;
}

/** Samples from `from` to before `to`, in two parts: the second begins at `at`. */
interface Split {
  readonly from: number;
  readonly at: number;
  readonly to: number;
  /** How many standard errors the step lies beyond the limit. */
  readonly strength: number;
}

/** The narrowest stretch with a step, and those to either side of it; stretches share no step, only their ends. */
function stepsWithin(search: Search, start: number, end: number): Split[] {
  for (let size = 2; size <= end - start; size++) {
    let best: Split | undefined;
    for (let from = start; from + size <= end; from++) {
      for (let at = from + 1; at < from + size; at++) {
        const split = significant(search, from, at, from + size);
        if (split && split.strength > (best?.strength ?? 0)) best = split;
      }
    }
    if (best) return [...stepsWithin(search, start, best.from + 1), best, ...stepsWithin(search, best.to - 1, end)];
  }
  return [];
}

/** Splits of all stretches of `count` samples: how often the question is asked at most. */
const splitsOf = (count: number): number => (count * (count * count - 1)) / 6;

function significant({ levels, limit, miss, noise }: Search, from: number, at: number, to: number): Split | undefined {
  const [left, right] = [stretch(levels, from, at), stretch(levels, at, to)];
  const { deviation, freedom } = noise ?? residualNoise(left, right);
  if (freedom < 1) return undefined;
  // Values may agree by chance, or by their grain, more closely than they repeat.
  const error = Math.max(deviation, limit * finest) * Math.sqrt(1 / left.size + 1 / right.size);
  const beyond = Math.abs(right.mean - left.mean) - limit;
  if (beyond <= 0) return undefined;
  const strength = error === 0 ? Infinity : beyond / error;
  return strength > criticalValue(miss, freedom) ? { from, at, to, strength } : undefined;
}

/** The smallest deviation that is believed, as a part of the limit. */
const finest = 0.1;

const criticalValues = new Map<string, number>();

/** Student's t, two-sided. Kept, since a series asks the same a thousand times. */
function criticalValue(miss: number, freedom: number): number {
  const key = `${miss} ${freedom}`;
  const known = criticalValues.get(key) ?? criticalT(miss, freedom);
  criticalValues.set(key, known);
  return known;
}

/** Degrees of freedom that repetitions within the versions must give to be relied on alone. */
const leastFreedom = 4;

/**
 * How far values vary within their samples, whatever the levels are; with rounds, what the samples of a round have in
 * common set aside (the residuals of a two-way layout).
 */
function repeatedNoise(samples: readonly (readonly number[])[], inRounds: boolean): Noise | undefined {
  const centred = samples.map((values) => values.map((value) => value - meanOf(values)));
  const rounds = inRounds ? (samples[0]?.length ?? 0) : 0;
  if (inRounds && samples.some(({ length }) => length !== rounds)) {
    throw new RangeError("Samples that were measured in the same rounds must be equally large.");
  }
  const ofRound = Array.from({ length: rounds }, (_, round) => meanOf(centred.map((values) => values[round] ?? 0)));
  const residuals = centred.flatMap((values) => values.map((value, index) => value - (ofRound[index] ?? 0)));
  const freedom = residuals.length - samples.length - Math.max(0, rounds - 1);
  // Two versions in few rounds have nothing else to be judged by.
  if (freedom < (inRounds ? 1 : leastFreedom)) return undefined;
  return { deviation: Math.sqrt(squares(residuals) / freedom), freedom };
}

/** How far values vary within the two parts of a stretch, if there is no step but the one between them. */
function residualNoise(left: Stretch, right: Stretch): Noise {
  const freedom = left.size + right.size - 2;
  return { deviation: Math.sqrt((left.squares + right.squares) / Math.max(1, freedom)), freedom };
}

/** Sums over all samples before an index: of sizes, values, and their squares. */
type Prefixes = readonly { readonly size: number; readonly sum: number; readonly squared: number }[];

function prefixSums(samples: readonly (readonly number[])[]): Prefixes {
  // About the overall mean, so that the squares of large values don't drown what they differ by.
  const middle = meanOf(samples.flat());
  let [size, sum, squared] = [0, 0, 0];
  const sums = samples.map((values) => {
    const offsets = values.map((value) => value - middle);
    size += values.length;
    sum += offsets.reduce((total, offset) => total + offset, 0);
    squared += squares(offsets);
    return { size, sum, squared };
  });
  return [{ size: 0, sum: 0, squared: 0 }, ...sums];
}

/** Samples taken together: how many values, their mean (less a constant), their squared distances from it. */
interface Stretch {
  readonly size: number;
  readonly mean: number;
  readonly squares: number;
}

function stretch(prefixes: Prefixes, from: number, to: number): Stretch {
  const [before, after] = [prefixes[from], prefixes[to]];
  if (!before || !after) throw new RangeError(`There are no samples from ${from} to ${to}.`);
  const size = after.size - before.size;
  const sum = after.sum - before.sum;
  return { size, mean: sum / size, squares: Math.max(0, after.squared - before.squared - sum ** 2 / size) };
}

const levelMedian = (samples: readonly Sample[]): number => median(samples.flatMap(({ values }) => [...values]));

const squares = (values: readonly number[]): number => values.reduce((sum, value) => sum + value ** 2, 0);

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
