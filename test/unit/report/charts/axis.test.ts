import { logDomain, logTicks, position, ticksOf } from "../../../../src/report/charts/axis.js";

describe("an axis", () => {
  test("places the ends of its domain at the ends of its range, and decades at equal distances", () => {
    const linear = { type: "linear", domain: [0, 20], range: [0, 100], unit: { name: "s", size: 1 } } as const;
    expect([0, 10, 20].map((value) => position(linear, value))).toEqual([0, 50, 100]);
    const log = { type: "log", domain: [1, 100], range: [200, 0], unit: { name: "MB", size: 1 } } as const;
    expect([1, 10, 100].map((value) => position(log, value))).toEqual([200, 100, 0]);
  });

  test("has round ticks inside of a logarithmic domain, as many as it takes to read it and no more than fit", () => {
    expect(logTicks([1.5, 30])).toEqual([2, 5, 10, 20]);
    expect(logTicks([0.5, 5000])).toEqual([1, 10, 100, 1000]);
    expect(logTicks([60, 230])).toEqual([70, 100, 150, 200]);
    expect(logTicks([5, 900], 4)).toEqual([10, 100]);
    expect(logTicks([81, 82])).toEqual([]);
  });

  test("has ticks that are round in its unit, as figures in what is measured", () => {
    const seconds = { type: "linear", domain: [0, 11_200], range: [0, 100], unit: { name: "s", size: 1e3 } } as const;
    expect(ticksOf(seconds, 5)).toEqual([0, 2_000, 4_000, 6_000, 8_000, 10_000]);
    expect(ticksOf({ ...seconds, type: "log", domain: [1_500, 30_000] }, 12)).toEqual([2_000, 5_000, 10_000, 20_000]);
  });

  test("leaves air around the outermost values, and has a domain where there are none", () => {
    const [from, to] = logDomain([10, 100]);
    expect(from).toBeLessThan(10);
    expect(to).toBeGreaterThan(100);
    expect(logDomain([])).toEqual([1, 10]);
  });
});
