import { thresholdsOf } from "../../../src/compare/thresholds.js";
import { metricNames, metrics } from "../../../src/metrics.js";

test("Unless told otherwise every metric is judged as it is declared", () => {
  for (const name of metricNames) {
    const { threshold, decides } = metrics[name].compared;
    expect(thresholdsOf()[name]).toEqual({ threshold, decides });
  }
});

test("Named metrics decide, and no others; those without a threshold keep the declared one", () => {
  const thresholds = thresholdsOf(
    new Map([
      ["dbTime", 0.2],
      ["wall", undefined],
    ]),
  );
  expect(metricNames.filter((name) => thresholds[name].decides)).toEqual(["wall", "dbTime"]);
  expect(thresholds.dbTime.threshold).toBe(0.2);
  expect(thresholds.wall.threshold).toBe(metrics.wall.compared.threshold);
  expect(thresholds.cpu.threshold).toBe(metrics.cpu.compared.threshold);
});
