import { jointReadings } from "../../../../../src/report/model/comparison/joint-reading.js";
import { noBreakSpace } from "../../../../../src/report/format.js";
import type { Cell } from "../../../../../src/results/comparison.js";
import { cellsWith, changed, makeCase, makeComparison, notComparable, tellingCases } from "../../../../comparisons.js";

const readings = (...cases: readonly (readonly Cell[])[]) =>
  jointReadings(makeComparison(cases.map((cells, index) => makeCase(`a/${String(index)}`, { cells: [...cells] })))).map(
    (reading) => reading.replaceAll(noBreakSpace, " "),
  );

test("What was bought with what is one sentence", () => {
  expect(jointReadings(makeComparison(tellingCases)).map((reading) => reading.replaceAll(noBreakSpace, " "))).toEqual([
    "typeorm/stream: 104 kB more retained, same wall, peak RSS and allocated.",
    "typeorm/take-keyset: 12 % slower, 82 % more bytes out, 202 statements instead of 101, same peak RSS and allocated.",
    "typeorm/get-many: 12 % faster, 3.1 % more allocated, same peak RSS.",
    "typeorm/take-skip: same peak RSS and allocated; can't tell: wall and cpu.",
    "typeorm/find: nothing changed, same wall, peak RSS and allocated.",
  ]);
});

test("Cases of which the same is true share a sentence", () => {
  expect(readings(cellsWith(), cellsWith())).toEqual([
    "a/0 and a/1: nothing changed, same wall, peak RSS and allocated.",
  ]);
});

test("A change of cpu is told where wall doesn't tell it", () => {
  const cpu = changed("cpu", 1.08, [1.06, 1.1], "regressed");
  expect(readings(cellsWith(cpu))).toEqual(["a/0: 8.0 % more cpu, same wall, peak RSS and allocated."]);
  expect(readings(cellsWith(cpu, changed("wall", 0.88, [0.86, 0.9], "improved")))).toEqual([
    "a/0: 12 % faster, 8.0 % more cpu, same peak RSS and allocated.",
  ]);
});

test("Twice as much and more is told as a multiple, less never as more than all", () => {
  expect(
    readings([
      changed("wall", 2.34, [2.2, 2.5], "regressed"),
      changed("peakRss", 0.4, [0.39, 0.41], "improved"),
      changed("retained", -20_000, [-21_000, -19_000], "improved"),
    ]),
  ).toEqual(["a/0: 2.3 times the wall, 60 % less peak RSS, 20 kB less retained."]);
});

test("Nothing is said of a case of which nothing could be compared", () => {
  expect(readings([], [notComparable("wall", "CPU differ")])).toEqual([]);
});
