import { busyWith, otherLoad } from "../../../src/compare/busy.js";
import { comparability, spoiledBy } from "../../../src/compare/comparability.js";
import { metricNames, metrics } from "../../../src/metrics.js";
import type { MachineLoad, Result } from "../../../src/results/schema.js";
import { completed, failed, makeResult } from "../../results.js";

/** A result on two cores whose trials saw these loads. */
const seeing = (...loads: (MachineLoad | undefined)[]): Result =>
  makeResult([
    {
      pattern: "a/b",
      trials: loads.map((load) => completed({ wall: 1 }, undefined, load && { load })),
    },
  ]);

const of = (others: number, steal = 0): MachineLoad => ({ others, steal });

test("The load is the mean over the trials in which it was seen", () => {
  expect(otherLoad(seeing(of(0.2, 0.1), { absent: "too short" }, undefined, of(0.4)))).toMatchObject({
    others: expect.closeTo(0.3) as number,
    steal: expect.closeTo(0.05) as number,
  });
  expect(otherLoad(seeing({ absent: "too short" }))).toBeUndefined();
  expect(otherLoad(makeResult([{ pattern: "a/b", trials: [failed("x")] }]))).toBeUndefined();
});

test("A machine is busy once others and its host take a tenth of its cores", () => {
  expect(busyWith(seeing(of(0.19)))).toBeUndefined();
  expect(busyWith(seeing(of(0.2)))).toBeDefined();
  expect(busyWith(seeing(of(0, 0.2)))).toBeDefined();
  expect(busyWith(seeing(undefined))).toBeUndefined();
});

test("Where either side's machine was busy times aren't compared, not even if both were, and everything else is", () => {
  const [idle, busy, unknown] = [seeing(of(0.05)), seeing(of(1.5, 0.1)), seeing(undefined)];
  expect(comparability(idle, busy)).toEqual([
    { field: "other load", spoils: "times", baseline: "0.1 of 2 cores", candidate: "1.6 of 2 cores" },
  ]);
  expect(comparability(busy, unknown)).toMatchObject([{ baseline: "1.6 of 2 cores", candidate: "not watched" }]);
  expect(comparability(busy, busy)).toHaveLength(1);
  expect(comparability(idle, unknown)).toEqual([]);
  for (const name of metricNames) {
    const reason = spoiledBy(comparability(idle, busy), metrics[name]);
    expect(reason).toBe(metrics[name].noise === "noisy" ? "other load differ" : undefined);
  }
});
