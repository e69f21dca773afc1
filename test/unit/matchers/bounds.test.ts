import { parseBounds } from "../../../src/matchers/bounds.js";

const valueOf = (bounds: object): unknown => {
  const [bound] = parseBounds(bounds);
  return bound?.kind === "metric" ? bound.value : bound?.rows;
};

test.each([
  ["150 MB", 150e6],
  ["150MB", 150e6],
  ["1.5 GB", 1.5e9],
  ["64 KiB", 65_536],
  ["2 MiB", 2 * 1024 ** 2],
  ["900 kb", 900e3],
  ["7 B", 7],
  [4096, 4096],
])("A size may be %p", (given, bytes) => {
  expect(valueOf({ peakRss: given })).toBe(bytes);
});

test.each([
  ["250 ms", 250],
  ["0.5 ms", 0.5],
  ["2 s", 2000],
  ["1 m 30 s", 90_000],
  [12.5, 12.5],
])("A time may be %p", (given, milliseconds) => {
  expect(valueOf({ wall: given })).toBe(milliseconds);
});

test.each([
  [{ statements: "10k" }, 10_000],
  [{ statements: 3 }, 3],
  [{ throughput: "50k/s" }, 50_000],
  [{ throughput: "1M rows/s" }, 1_000_000],
  [{ rows: "1M" }, 1_000_000],
  [{ rows: 0 }, 0],
])("Counts and rates are read: %p", (bounds, value) => {
  expect(valueOf(bounds)).toBe(value);
});

test("What is better when it is higher is bound from below", () => {
  expect(parseBounds({ throughput: 5, wall: 5 })).toMatchObject([{ is: "at least" }, { is: "at most" }]);
});

test.each([
  [{ peakRss: "150" }, 'peakRss must be a size such as "150 MB" or "64 KiB", or a number of bytes; received "150".'],
  [{ peakRss: "150 Mbit" }, 'received "150 Mbit"'],
  [{ wall: "2" }, 'wall must be a time such as "250 ms" or "2 s", or a number of milliseconds; received "2".'],
  [{ wall: "2 MB" }, 'received "2 MB"'],
  [{ statements: "few" }, 'statements must be a number such as 3 or "10k", or a number; received "few".'],
  [{ peakRss: null }, "received null"],
  [{ rows: 1.5 }, "rows must be a whole number"],
  [{ rows: "1.5" }, "rows must be a whole number"],
  [{ peekRss: 1 }, 'there is no metric "peekRss"; did you mean peakRss? There are wall,'],
  [{ row: 1 }, "did you mean rows?"],
  [{}, "was given no bound"],
  [undefined, "needs bounds"],
  ["150 MB", "needs bounds"],
])("What is no bound is refused: %p", (bounds, message) => {
  expect(() => parseBounds(bounds)).toThrow(message);
});
