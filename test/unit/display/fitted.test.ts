import fc from "fast-check";
import stringWidth from "string-width";
import { fitted } from "../../../src/display/fitted.js";

const upgrade =
  "Reading · round 12 · typeorm/stream-entities · typeorm@0.3.27 · 3 of 13 patterns decided · at most about 4m 50s left";

test("A line that is too wide for the terminal is broken between its parts", () => {
  expect(fitted(upgrade, 78)).toEqual([
    "Reading · round 12 · typeorm/stream-entities · typeorm@0.3.27 ·",
    "3 of 13 patterns decided · at most about 4m 50s left",
  ]);
  expect(fitted(upgrade, 98)).toEqual([
    "Reading · round 12 · typeorm/stream-entities · typeorm@0.3.27 · 3 of 13 patterns decided ·",
    "at most about 4m 50s left",
  ]);
  expect(fitted(upgrade, 200)).toEqual([upgrade]);
});

test("At any width no line is wider, no word is broken, and none is lost but those that are too wide", () => {
  const words = upgrade.split(" ");
  for (let columns = 1; columns <= 130; columns++) {
    const lines = fitted(upgrade, columns);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    const expected = words.map((word) => (word.length <= columns ? word : `${word.slice(0, columns - 1)}…`));
    expect(
      lines
        .join(" ")
        .split(" ")
        .filter((word) => word !== ""),
    ).toEqual(expected);
  }
});

test("Whatever stands in it, no line is wider than the terminal", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "-", "/", "名", "é"), minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), fc.integer({ min: 2, max: 100 }), (parts, columns) => {
      for (const line of fitted(parts.join(" · "), columns)) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }),
    { seed: 24, numRuns: 500 },
  );
});
