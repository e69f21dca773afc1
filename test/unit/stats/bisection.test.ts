import { nextStep, type Bisection, type Step, type Tried } from "../../../src/stats/bisection.js";
import { seeded } from "../../seeded.js";

const bisection: Bisection = { floor: 10, tolerance: () => 8, times: 3, most: 4096, first: 256 };

/** Looks for the least of a quantity by the answers of `holds`; fails rather than going on for ever. */
function search(holds: (value: number) => boolean, changed: Partial<Bisection> = {}, before: Tried[] = []) {
  const tried = new Map(before.map((each) => [each.value, each]));
  const asked: number[] = [];
  for (;;) {
    const step: Step = nextStep([...tried.values()], { ...bisection, ...changed });
    if (step.kind !== "try") return { step, asked, tried };
    asked.push(step.value);
    if (asked.length > 200) throw new Error(`no end: ${asked.join(" ")}`);
    const { held = 0, fails = false } = tried.get(step.value) ?? {};
    const now = holds(step.value);
    tried.set(step.value, { value: step.value, held: held + Number(now), fails: fails || !now });
  }
}

test("The least value is found within the tolerance, wherever it lies, and was tried as often as asked", () => {
  const random = seeded(11);
  for (let run = 0; run < 200; run++) {
    const least = 11 + Math.floor(random() * 4000);
    const { step, tried } = search((value) => value >= least);
    if (step.kind !== "found") throw new Error(`${step.kind} for ${least}`);
    expect(step.value).toBeGreaterThanOrEqual(least);
    expect(step.above).toBeLessThan(least);
    expect(step.value - step.above).toBeLessThanOrEqual(8);
    expect(tried.get(step.value)?.held).toBe(3);
  }
});

test("Where chance decides, what is found never failed, and nothing above it did", () => {
  const random = seeded(5);
  for (let run = 0; run < 200; run++) {
    // From 100 to 140 it holds more and more often.
    const { step, tried } = search((value) => random() < (value - 100) / 40, { times: 5 });
    if (step.kind !== "found") throw new Error(step.kind);
    const failed = [...tried.values()].filter(({ fails }) => fails).map(({ value }) => value);
    expect(Math.max(...failed)).toBeLessThan(step.value);
    expect(tried.get(step.value)).toMatchObject({ held: 5, fails: false });
  }
});

test("A known value isn't tried where nothing less holds", () => {
  const { step, asked } = search((value) => value >= 192, { known: 192, first: 184 });
  expect(step).toEqual({ kind: "none", above: 184 });
  expect(asked).toEqual([184]);
});

test("Where it holds nowhere, that is said once the greatest has failed", () => {
  const { step, asked } = search(() => false);
  expect(step.kind).toBe("none");
  expect(asked).toEqual([256, 512, 1024, 2048, 4096]);
});

test("Only what was tried is asked where no value is given to look at first", () => {
  const tried = [64, 128].map((value) => ({ value, held: 0, fails: true }));
  expect(nextStep(tried, { ...bisection, first: undefined })).toEqual({ kind: "none", above: 128 });
});

test("A value that neither held nor failed for sure is tried again", () => {
  const open: Tried[] = [
    { value: 64, held: 0, fails: false },
    { value: 118, held: 3, fails: false },
    { value: 10, held: 0, fails: true },
  ];
  expect(nextStep(open, bisection)).toEqual({ kind: "try", value: 64 });
  expect(nextStep([{ value: 128, held: 0, fails: false }], { ...bisection, first: undefined })).toEqual({
    kind: "try",
    value: 128,
  });
});
