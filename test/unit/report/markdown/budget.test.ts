import fc from "fast-check";
import { joinWithin, type Part } from "../../../../src/report/markdown/budget.js";

const part = (lines: string[], before: string[] = [], after: string[] = []): Part => ({
  before,
  lines,
  after,
  isDetail: false,
});

test("Parts that fit are joined whole, with an empty line between them", () => {
  expect(joinWithin([part(["a", "b"]), part(["c"], ["<"], [">"])], 1_000)).toBe("a\nb\n\n<\nc\n>\n\n");
});

test("A part that doesn't fit loses its last lines, says so and keeps its frame", () => {
  const text = joinWithin([part(Array<string>(100).fill("line"), ["<"], [">"])], 200);
  expect(text.startsWith("<\nline\n")).toBe(true);
  expect(text).toContain("left out");
  expect(text.endsWith("\n>\n\n")).toBe(true);
});

test("A part of which no line fits is left out whole, which is said, and later ones have their chance", () => {
  const text = joinWithin([part(["x".repeat(500)], ["<"]), part(["short"])], 200);
  expect(text).not.toContain("<");
  expect(text).toContain("short");
  expect(text).toContain("Parts of this report were left out");
});

test("Details stay in their place, and get only the room that the others leave", () => {
  const details = { ...part(Array<string>(20).fill("detail"), ["<"], [">"]), isDetail: true };
  expect(joinWithin([details, part(["first"])], 1_000)).toMatch(/^<\ndetail\n[^]*>\n\nfirst\n\n$/);
  const tight = joinWithin([details, part(Array<string>(20).fill("first"))], 250);
  expect(tight.match(/first/g)).toHaveLength(20);
  expect(tight.match(/detail/g)?.length ?? 0).toBeLessThan(20);
});

test("The limit holds in bytes, whatever the parts", () => {
  const lines = fc.array(fc.string({ unit: "binary", maxLength: 80 }).map((line) => line.replaceAll("\n", " ")));
  fc.assert(
    fc.property(fc.array(fc.tuple(lines, lines)), fc.integer({ min: 100, max: 3_000 }), (parts, limit) => {
      const text = joinWithin(
        parts.map(([before, body]) => part(body, before.slice(0, 2), [])),
        limit,
      );
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
    }),
    { seed: 20_260_701, numRuns: 300 },
  );
});
