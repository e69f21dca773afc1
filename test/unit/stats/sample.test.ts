import { Sample } from "../../../src/stats/sample.js";

test("A sample keeps its values in the order in which they were measured", () => {
  const sample = new Sample([3, 1, 2]);
  expect(sample.values).toEqual([3, 1, 2]);
  expect(sample.size).toBe(3);
});

test("A sample doesn't change with the array that it was made of", () => {
  const measured = [1, 2];
  const sample = new Sample(measured);
  measured.push(1000);
  expect(sample.values).toEqual([1, 2]);
});

test("A sample without a value is refused", () => {
  expect(() => new Sample([])).toThrow(RangeError);
});

test.each([NaN, Infinity, -Infinity])("A sample that holds %s is refused, wherever it stands", (value) => {
  expect(() => new Sample([value])).toThrow(String(value));
  expect(() => new Sample([1, 2, value])).toThrow(RangeError);
});
