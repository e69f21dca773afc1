import { Sample } from "../../../src/stats/sample.js";
import { findSteps, type StepRule } from "../../../src/stats/steps.js";
import { seeded } from "../../seeded.js";

const seed = 20261123;

/** How one value varies from its level, as a factor; `round` is what all values of a round share. */
interface Noise {
  readonly name: string;
  readonly vary: (random: () => number) => number;
  readonly round: (random: () => number, round: number) => number;
}

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const steady = (): number => 1;

const noises: readonly Noise[] = [
  { name: "normal noise", vary: (random) => Math.exp(0.08 * normal(random)), round: steady },
  // Mostly close, now and then half as long again: what a shared machine does to a wall.
  { name: "skewed noise", vary: (random) => 1 - 0.1 * Math.log(1 - random()), round: steady },
  {
    name: "rounds that drift together",
    vary: (random) => Math.exp(0.03 * normal(random)),
    round: (random, round) => (1 + 0.1 * round) * Math.exp(0.1 * normal(random)),
  },
];

function simulate(levels: readonly number[], rounds: number, noise: Noise, random: () => number): Sample[] {
  const shared = Array.from({ length: rounds }, (_, round) => noise.round(random, round));
  return levels.map((level) => new Sample(shared.map((factor) => level * factor * noise.vary(random))));
}

const rule: StepRule = { as: "ratio", threshold: 0.05, falseAlarms: 0.05, inRounds: true };

/** In how many of `runs` simulated series something holds of the steps that are found. */
function count(
  levels: readonly number[],
  noise: Noise,
  runs: number,
  holds: (at: number[]) => boolean,
  given: StepRule = rule,
) {
  const random = seeded(seed);
  let hits = 0;
  for (let run = 0; run < runs; run++) {
    const found = findSteps(simulate(levels, 5, noise, random), given);
    if (holds(found.map(({ at }) => at))) hits++;
  }
  return hits / runs;
}

describe(`steps, by simulation from seed ${String(seed)}`, () => {
  test.each(noises)("are hardly ever found where there is none, in $name", (noise) => {
    // Without a threshold, which would only help: what is claimed holds for the bare test too.
    const bare = { ...rule, threshold: 0 };
    expect(count([9, 9, 9, 9, 9, 9], noise, 1_000, (at) => at.length > 0, bare)).toBeLessThanOrEqual(0.05);
    expect(count([9, 9], noise, 1_000, (at) => at.length > 0, bare)).toBeLessThanOrEqual(0.05);
  });

  test("aren't found where the level steps by less than the threshold", () => {
    const [noise] = noises;
    expect(noise && count([9, 9, 9.36, 9.36], noise, 1_000, (at) => at.length > 0)).toBeLessThanOrEqual(0.05);
  });

  test.each(noises)("are found where they are, and once, in $name", (noise) => {
    const levels = [17, 17, 17, 11, 11, 11];
    expect(count(levels, noise, 500, (at) => at.length === 1 && at[0] === 3)).toBeGreaterThan(0.9);
    expect(count(levels, noise, 500, (at) => at.length > 1)).toBeLessThanOrEqual(0.05);
  });

  test("are found in every trial of a steady metric, small ones too", () => {
    const vary = (random: () => number) => Math.exp(0.002 * normal(random));
    const noise = { name: "steady", vary, round: steady };
    const steadyRule = { ...rule, threshold: 0.01 };
    expect(count([100, 100, 103, 103], noise, 300, (at) => at.join() === "2", steadyRule)).toBeGreaterThan(0.98);
    expect(count([100, 110, 100, 100], noise, 300, (at) => at.join() === "1,2", steadyRule)).toBe(1);
  });
});

describe("findSteps", () => {
  const constant = (...values: number[]) => values.map((value) => new Sample([value, value, value]));
  const count1 = { ...rule, threshold: 0, inRounds: false };

  test("says from which level to which, and between which samples", () => {
    expect(findSteps(constant(1, 1, 101, 101, 101), count1)).toEqual([
      { at: 2, within: [1, 2], before: 1, after: 101 },
    ]);
  });

  test("takes single values by what they vary around their levels, and needs many of them", () => {
    const random = seeded(seed);
    const single = (level: number) => new Sample([level * (1 + 0.02 * random())]);
    const alone = { ...rule, inRounds: false };
    expect(findSteps([single(10), single(20)], alone)).toEqual([]);
    const long = [...Array.from({ length: 8 }, () => single(10)), ...Array.from({ length: 8 }, () => single(20))];
    const steps = findSteps(long, alone);
    expect(steps).toHaveLength(1);
    const [first = 9, last = 0] = steps[0]?.within ?? [];
    expect(first).toBeLessThan(8);
    expect(last).toBeGreaterThanOrEqual(8);
  });

  test("finds none in what can't have one: one sample, one value each of two, ratios of nothing", () => {
    expect(findSteps([], rule)).toEqual([]);
    expect(findSteps(constant(5), rule)).toEqual([]);
    expect(findSteps([new Sample([1]), new Sample([9])], rule)).toEqual([]);
    expect(findSteps(constant(0, 5), rule)).toEqual([]);
  });

  test("takes differences where values lie around zero", () => {
    const noisy = [-3, 2, 0, 1].map((value) => new Sample([value, value + 1, value - 1]));
    const leaking = [900, 903].map((value) => new Sample([value, value + 1, value - 1]));
    const steps = findSteps([...noisy, ...leaking], { ...rule, as: "difference", threshold: 100, inRounds: false });
    expect(steps).toEqual([{ at: 4, within: [3, 4], before: 0.5, after: 901.5 }]);
  });

  test("won't take samples of several sizes for rounds", () => {
    expect(() => findSteps([new Sample([1]), new Sample([1, 2])], rule)).toThrow("equally large");
  });
});
