import { resolveHistoryOptions, type RawHistoryOptions } from "../../../src/config/history-options.js";

const available = ["typeorm/get-many", "typeorm/stream", "pg/query"];
const surroundings = { env: { DATABASE_URL: "" }, cwd: "/project", now: new Date("2026-01-31T12:00:00Z") };
const resolve = (raw: RawHistoryOptions) => resolveHistoryOptions(raw, surroundings, available);
const refusal = (raw: RawHistoryOptions): string => {
  try {
    resolve(raw);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("It was taken.");
};

describe("the options of history", () => {
  test("show the metrics that decide, of the patterns that the package can touch", () => {
    const options = resolve({});
    expect(options).toMatchObject({ package: "typeorm", rows: undefined, matrix: undefined, out: undefined });
    expect(options.metrics).toEqual(expect.arrayContaining(["wall", "allocated", "statements"]));
    expect(options.metrics).not.toContain("gcCount");
    expect(options.patterns.map(({ id }) => id)).toEqual(["typeorm/get-many", "typeorm/stream"]);
    expect(resolve({ package: "pg", metric: "gcCount, wall" })).toMatchObject({
      metrics: ["gcCount", "wall"],
      patterns: available.map((id) => ({ id })),
    });
  });

  test("read a matrix: bare versions are the package's before, plus signs join", () => {
    const { matrix, rows } = resolve({ matrix: "typeorm@0.3.20,0.3.27,typeorm@1.1.1+pg@8.11.0", rngSeed: "4" });
    expect(matrix?.variants.map(({ text }) => text)).toEqual([
      "typeorm@0.3.20",
      "typeorm@0.3.27",
      "typeorm@1.1.1,pg@8.11.0",
    ]);
    expect(matrix).toMatchObject({ rows: 100_000, rounds: 5, rngSeed: 4, url: undefined });
    expect(matrix?.out).toBe("/project/results/2026-01-31T120000Z-history");
    expect(rows).toBe(100_000);
    expect(resolve({ matrix: "pg@8.11.0,^8.12" }).package).toBe("pg");
  });

  test("refuse what can't be meant, in a sentence that names the flag", () => {
    expect(refusal({ rounds: "3" })).toContain("--rounds says how to measure");
    expect(refusal({ metric: "speed" })).toContain('received "speed"');
    expect(refusal({ package: "left-pad" })).toContain("--package must be one of typeorm, pg");
    expect(refusal({ matrix: "1.0.0" })).toContain("did you mean typeorm@1.0.0?");
    expect(refusal({ matrix: "typeorm@1.0.0,1.0.0" })).toContain("each variant once");
    expect(refusal({ matrix: "typeorm@1.0.0,," })).toContain("--matrix");
    expect(refusal({ rows: "many" })).toContain("--rows must be a whole number");
    expect(refusal({ out: " " })).toContain("--out must name a folder");
    expect(refusal({ patterns: "get-mani" })).toContain("did you mean typeorm/get-many");
  });
});
