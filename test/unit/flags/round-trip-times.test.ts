import { roundTripTime, roundTripTimes } from "../../../src/flags/quantities.js";

const read = (text: string) => roundTripTimes(text, "--latency");

test("Times of a round trip are read with their units, in order, each once", () => {
  expect(read("2ms, 0,0.5ms,500us,2ms")).toEqual([0, 0.5, 2]);
  expect(read("0")).toEqual([0]);
  expect(read("1s")).toEqual([1000]);
});

test.each(["", "2", "0.5", "-1ms", "1.5s", "2m", "fast", "0,,2ms", "1e3ms"])(
  "%j is refused, with what would do",
  (text) => {
    expect(() => read(text)).toThrow(
      /^--latency must hold times of a round trip up to 1s, like 0,0\.5ms,2ms; received "/,
    );
  },
);

test("One time is read alike, and a list of them refused", () => {
  expect(["0", "500us", " 2ms", "1s"].map((text) => roundTripTime(text, "--latency"))).toEqual([0, 0.5, 2, 1000]);
  expect(() => roundTripTime("0,2ms", "--latency")).toThrow(
    '--latency must be the time of a round trip up to 1s, like 0.5ms or 2ms; received "0,2ms".',
  );
});
