import { answerOf } from "../../../../src/report/model/answer.js";
import { sharedPicture, asPng } from "../../../../src/report/exports/shared-picture.js";
import { summariseCases } from "../../../../src/results/case-summary.js";
import type { Result } from "../../../../src/results/schema.js";
import { completed, failed, makeResult, millionRowResult, type CaseSpec } from "../../../results.js";

/** Three trials that hardly differ. */
const thrice = (pattern: string, wall: number, peakRss: number, loopStall = 5): CaseSpec => ({
  pattern,
  trials: [0.999, 1, 1.001].map((by) =>
    completed({ wall: wall * by, peakRss: peakRss * by, loopStall: loopStall * by }),
  ),
});

const answer = (result: Result) => answerOf(result, summariseCases(result));
const lead = (...cases: CaseSpec[]) => answer(makeResult(cases))?.lead;

const usual = thrice("typeorm/get-many", 5_000, 1e9, 4_800);

describe("the answer", () => {
  test("recommends the small read, held against what services of its ORM start with", () => {
    expect(
      lead(usual, thrice("typeorm/stream-entities", 2_500, 103e6, 21), thrice("typeorm/find", 5_200, 1.01e9)),
    ).toBe(
      "For entities: typeorm/stream-entities. Peak RSS 103\u00a0MB instead of 1.0\u00a0GB with typeorm/get-many, half its time, " +
        "event loop blocked 21.0\u00a0ms instead of 4.8\u00a0s.",
    );
  });

  test("takes the faster of reads whose peaks are within a quarter of the smallest", () => {
    const [slow, quick, large] = [
      thrice("typeorm/slow", 9_000, 100e6),
      thrice("typeorm/quick", 2_000, 120e6),
      thrice("typeorm/large", 1_000, 130e6),
    ];
    expect(lead(usual, slow, quick, large)).toContain("typeorm/quick");
    expect(lead(usual, slow, large)).toContain("typeorm/slow");
  });

  test("says so where the slow read is the small one, and where times can't be told apart", () => {
    expect(lead(usual, thrice("typeorm/pages", 10_000, 100e6))).toContain("2.0 times as long");
    expect(lead(usual, thrice("typeorm/pages", 5_001, 100e6))).toContain("in about the same time");
  });

  test("says that nothing is smaller than the usual read where that is so", () => {
    expect(lead(usual, thrice("typeorm/find", 5_200, 2e9))).toBe(
      "For entities: typeorm/get-many. It is what most services start with, and nothing that gives the same uses less memory: " +
        "1.0\u00a0GB.",
    );
  });

  test("names what didn't complete, and what can't be told apart", () => {
    const result = makeResult([
      usual,
      thrice("typeorm/a", 2_000, 100e6),
      thrice("typeorm/b", 2_100, 100.5e6),
      { pattern: "typeorm/c", trials: [failed("no")] },
    ]);
    const { beside = [] } = answer(result) ?? {};
    expect(beside.join(" ")).toContain("The peak RSS of typeorm/a and typeorm/b is too close to call");
    expect(beside.join(" ")).toContain("none of its trials completed: typeorm/c");
  });

  test("is none where trials are too few, data differs, or one read stands alone", () => {
    const few = (pattern: string, peakRss: number) => ({ pattern, trials: [completed({ wall: 1_000, peakRss })] });
    expect(lead(few("typeorm/get-many", 1e9), few("typeorm/find", 1e8))).toBeUndefined();
    expect(lead(usual)).toBeUndefined();
    const differs = { kind: "different", case: "a", reference: "b", summary: "" } as const;
    expect(answer(makeResult([usual, thrice("typeorm/find", 1, 1e8)], { equivalence: differs }))).toBeUndefined();
  });

  test("leaves the driver alone out: it is a floor, and no choice", () => {
    const result = makeResult([usual, thrice("typeorm/find", 5_200, 2e8), thrice("pg/copy", 100, 7e7)]);
    for (const pattern of result.patterns) if (pattern.id === "pg/copy") pattern.isFloor = true;
    expect(answer(result)?.lead).toContain("For entities: typeorm/find.");
  });

  test("can be shared as a picture, with its words, and as PNG", async () => {
    const result = millionRowResult();
    const picture = sharedPicture(result);
    expect(picture?.svg).toContain(answer(result)?.lead.slice(0, 40));
    expect(picture?.plain).not.toContain("<style>");
    const png = picture && (await asPng(picture));
    // A machine without fonts has none, and says so.
    if (png?.kind === "png") expect(Buffer.from(png.bytes.subarray(1, 4)).toString()).toBe("PNG");
    else expect(png?.reason).toContain("fonts");
  });
});
