import fc from "fast-check";
import {
  columnFormat,
  formatList,
  formatRatio,
  formatSpread,
  formatSummary,
  formatValue,
  noBreakSpace,
} from "../../../src/report/format.js";
import type { Unit } from "../../../src/metrics.js";
import { Sample } from "../../../src/stats/sample.js";
import { summarise } from "../../../src/stats/summary.js";

const spaced = (text: string) => text.replaceAll(noBreakSpace, " ");

test.each<[number, Unit, string]>([
  [930e6, "bytes", "930 MB"],
  [66.4e6, "bytes", "66 MB"],
  [9.44e6, "bytes", "9.4 MB"],
  [1.26e6, "bytes", "1.3 MB"],
  [12.4e9, "bytes", "12.4 GB"],
  [999, "bytes", "999 B"],
  [0, "bytes", "0 B"],
  [-0, "bytes", "0 B"],
  [-1_234_567, "bytes", "−1.2 MB"],
  [11_234, "ms", "11.2 s"],
  [999, "ms", "999 ms"],
  [4.23, "ms", "4.2 ms"],
  [123_456, "ms", "123 s"],
  [91_234, "rows/s", "91 k/s"],
  [1_240_000, "rows/s", "1.2 M/s"],
  [640, "rows/s", "640 rows/s"],
  [10_001, "count", "10,001"],
  [1.5, "count", "1.5"],
  [0, "count", "0"],
])("%d %s alone is written as %s", (value, unit, text) => {
  expect(spaced(formatValue(value, unit))).toBe(text);
});

const columns: [what: string, unit: Unit, values: number[], heading: string, texts: string[]][] = [
  ["peaks in whole MB", "bytes", [930e6, 66.2e6, 93e6], "MB", ["930", "66", "93"]],
  ["deltas with a decimal for the small ones", "bytes", [412e6, 3e5, 0], "MB", ["412", "0.3", "0.0"]],
  ["no minus before what rounds to zero", "bytes", [412e6, -40], "MB", ["412", "0.0"]],
  ["negative deltas with a true minus", "bytes", [-5e7, 2e6], "MB", ["−50.0", "2.0"]],
  ["seconds where all are seconds", "ms", [11_000, 6_400, 19_200], "s", ["11.0", "6.4", "19.2"]],
  ["ms where one is a few ms", "ms", [10_980, 4.2, 160], "ms", ["10,980", "4.2", "160"]],
  ["seconds where ms would have six digits", "ms", [110_000, 400], "s", ["110", "0.4"]],
  ["counts whole", "count", [1, 100, 10_001], "", ["1", "100", "10,001"]],
  ["counts with a half, from an even number of trials", "count", [1.5, 2], "", ["1.5", "2.0"]],
  ["zeros alone", "bytes", [0, 0], "B", ["0", "0"]],
];
test.each(columns)("A column shares one unit: %s", (_, unit, values, heading, texts) => {
  const column = columnFormat(values, unit);
  expect(column.unit).toBe(heading);
  expect(values.map(column.format)).toEqual(texts);
});

test("A column without figures has no unit", () => {
  expect(columnFormat([], "ms").unit).toBe("");
});

test("A column never shows two figures in the wrong order", () => {
  const parse = (text: string) => Number(text.replaceAll(",", "").replaceAll("−", "-"));
  const figures = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 2, maxLength: 8 });
  const unit = fc.constantFrom<Unit>("ms", "bytes", "rows/s", "count");
  fc.assert(
    fc.property(figures, unit, (values, of) => {
      const sorted = values.toSorted((a, b) => a - b);
      const shown = sorted.map(columnFormat(values, of).format).map(parse);
      expect(shown).toEqual(shown.toSorted((a, b) => a - b));
      expect(shown.every(Number.isFinite)).toBe(true);
    }),
    { seed: 20_260_701 },
  );
});

test("A figure is never longer than a column has room for, however large", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(formatValue(value, "count").length).toBeLessThanOrEqual(14);
    }),
    { seed: 20_260_701 },
  );
});

const summaryOf = (...values: number[]) => summarise(new Sample(values));

test("A spread stands behind its median in percent, and is left out where it isn't known", () => {
  expect(spaced(formatSummary(summaryOf(9_400, 10_000, 10_600), "ms"))).toBe("10.0 s ±6 %");
  expect(spaced(formatSummary(summaryOf(10_000), "ms"))).toBe("10.0 s");
});

test("A spread across zero is written in the unit of the figure", () => {
  expect(spaced(formatSummary(summaryOf(-2e6, 1e6, 4e6), "bytes"))).toBe("1.0 MB ±3.0 MB");
  const column = columnFormat([412e6, 1e6], "bytes");
  expect(formatSpread({ kind: "absolute", halfRange: 3e6 }, column)).toBe("±3.0");
});

test("Ratios have two digits that mean something", () => {
  expect([0.846, 1, 8.04, 12.4].map(formatRatio)).toEqual(["0.85", "1.0", "8.0", "12"]);
});

test("A list reads as a sentence does", () => {
  expect(["a", "b", "c"].map((_, index, all) => formatList(all.slice(0, index + 1)))).toEqual([
    "a",
    "a and b",
    "a, b and c",
  ]);
});
