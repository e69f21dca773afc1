import { bytesOf, countOf, duration, durationOf } from "../../../src/flags/quantities.js";

describe("A count", () => {
  test.each([
    ["5000", 5000],
    ["1_000_000", 1_000_000],
    ["1e6", 1_000_000],
    ["1E6", 1_000_000],
    ["1M", 1_000_000],
    ["1m", 1_000_000],
    ["100k", 100_000],
    ["1.1M", 1_100_000],
    ["2.5k", 2500],
    [" 7 ", 7],
  ])("is taken as people write it: %j", (text, value) => {
    expect(countOf(text)).toBe(value);
  });

  test.each(["", "-1", "1.5", "1.0005k", "k", "1kk", "1e", "1e400", "1e-3", "0x10", "NaN", "1,000", "1 k"])(
    "is none where it isn't whole, or no number: %j",
    (text) => {
      expect(countOf(text)).toBeNaN();
    },
  );
});

describe("A duration", () => {
  test.each([
    ["50ms", 50],
    ["90s", 90_000],
    ["1.5s", 1500],
    ["10m", 600_000],
    ["10min", 600_000],
    ["1h30m", 5_400_000],
    ["1d", 86_400_000],
  ])("is taken with its unit: %j", (text, value) => {
    expect(durationOf(text)).toBe(value);
    expect(durationOf(text, "s")).toBe(value);
  });

  test("is in the flag's own unit without one, and nothing where the flag has none", () => {
    expect(durationOf("90", "s")).toBe(90_000);
    expect(durationOf("1_000", "s")).toBe(1_000_000);
    expect(durationOf("90")).toBeNaN();
  });

  test.each(["", "s", "10x", "10m 5", "-5s", "5 m", "1e3s", "10m5", "many"])("is none: %j", (text) => {
    expect(durationOf(text, "s")).toBeNaN();
  });

  test.each(["0", "86401", "999ms", "25h", "-1", "1e400", "", "fast"])(
    "out of its flag's bounds is answered with them, examples and what was received: %j",
    (text) => {
      const around = { env: {}, cwd: "/", now: new Date() };
      expect(() => duration(text, "--budget", around)).toThrow(
        `--budget must be from 1 to 86,400 seconds, like 90, 90s, 10m or 1h30m; received "${text}".`,
      );
    },
  );
});

describe("A size of memory", () => {
  test.each([
    ["96M", 96 * 2 ** 20],
    ["96Mi", 96 * 2 ** 20],
    ["96MiB", 96 * 2 ** 20],
    ["512m", 512 * 2 ** 20],
    ["1.5G", 1.5 * 2 ** 30],
    ["65536k", 2 ** 26],
  ])("counts in powers of 1024, as containers do: %j", (text, value) => {
    expect(bytesOf(text)).toBe(value);
  });

  test.each(["", "96", "M", "-1M", "0M", "96 MB x", "1e3M", "96X"])("is none: %j", (text) => {
    expect(bytesOf(text)).toBeNaN();
  });
});
