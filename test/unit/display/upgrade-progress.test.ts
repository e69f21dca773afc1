import { jest } from "@jest/globals";
import stringWidth from "string-width";
import { createDisplay } from "../../../src/display/display.js";
import { showUpgrade } from "../../../src/display/upgrade-progress.js";
import type { SequentialPlan } from "../../../src/runner/sequential-plan.js";
import { makeResult } from "../../results.js";
import { Log, Screen } from "../../screen.js";

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask"] });
});

afterEach(() => {
  jest.useRealTimers();
});

/** Shows a trial of an upgrade of which so many milliseconds of the budget are left. */
function show(output: Log | Screen, left: number): void {
  const [benchCase] = makeResult([{ pattern: "typeorm/stream-entities", variant: "typeorm@0.3.27", trials: [] }]).cases;
  if (!benchCase) throw new Error("the builder made no case");
  const plan: Pick<SequentialPlan, "state"> = { state: () => ({ left, decided: 3, of: 13 }) };
  const display = createDisplay(output);
  const { watch } = showUpgrade(display);
  const observer = watch(plan as SequentialPlan, () => {
    throw new Error("nothing was compared");
  });
  observer.trialStarted({ round: 12, position: 1, case: benchCase });
  jest.advanceTimersByTime(1_000);
}

test("The time that is left is that of the budget: nothing is extrapolated from the little that has passed", () => {
  const said = (left: number) => {
    const log = new Log();
    show(log, left);
    return log.text;
  };
  expect(said(59_998)).toMatch(/ · 3 of 13 patterns decided · at most about 1m left\n$/);
  expect(said(12_000)).toMatch(/ · at most about 12s left\n$/);
  expect(said(0)).toMatch(/ · 3 of 13 patterns decided\n$/);
});

test.each([60, 80, 100, 140])(
  "At %i columns the line is broken between its parts, and never within a word",
  (columns) => {
    const screen = new Screen(columns);
    show(screen, 290_000);
    for (const line of screen.lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    expect(screen.lines.join(" ").replace(/\s+/g, " ")).toMatch(
      /^. Reading · round 12 · typeorm\/stream-entities · typeorm@0\.3\.27 · 3 of 13 patterns decided · at most about 4m 50s left$/,
    );
  },
);
