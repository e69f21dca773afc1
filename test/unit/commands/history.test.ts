import { availablePatterns } from "../../../src/config/pattern-requests.js";
import { historyFlags, historyOptions } from "../../../src/commands/options/history.js";
import { readOptions, type RawOptions } from "../../../src/flags/flag.js";
import { projectPackages } from "../../../src/project/clients.js";
import type { Packages } from "../../../src/project/packages.js";

let available: string[];
let known: Packages;
beforeAll(async () => {
  [available, known] = await Promise.all([availablePatterns(), projectPackages()]);
});
const now = new Date("2026-01-31T12:00:00Z");
const surroundings = { env: { DATABASE_URL: "" }, cwd: "/project", now };
const resolve = async (raw: RawOptions) =>
  historyOptions(await readOptions(historyFlags, raw, surroundings), known, now);
const refusal = async (raw: RawOptions): Promise<string> => {
  try {
    await resolve(raw);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("It was taken.");
};

describe("the options of history", () => {
  test("show the metrics that decide, and leave the package and its patterns to the results", async () => {
    const options = await resolve({});
    expect(options).toMatchObject({ package: undefined, rows: undefined, matrix: undefined, out: undefined });
    expect(options.metrics).toEqual(expect.arrayContaining(["wall", "allocated", "statements"]));
    expect(options.metrics).not.toContain("gcCount");
    const idsOf = (usual: readonly string[], besides?: readonly string[]) =>
      options.patterns((id) => usual.includes(id), besides).map(({ id }) => id);
    expect(idsOf(["pg/copy", "pg/gone"])).toEqual(["pg/copy"]);
    expect(idsOf(["pg/copy", "pg/gone"], ["pg/gone"])).toEqual(["pg/copy", "pg/gone"]);
    expect(await resolve({ package: "pg", metric: "gcCount, wall" })).toMatchObject({
      package: "pg",
      metrics: ["gcCount", "wall"],
    });
  });

  test("measure a matrix in the patterns that its package can touch", async () => {
    const measured = async (raw: RawOptions) => (await resolve(raw)).matrix?.patterns.map(({ id }) => id);
    expect(await measured({ matrix: "typeorm@1.0.0,1.1.1" })).toEqual(
      available.filter((id) => id.startsWith("typeorm/")),
    );
    // Not in those of ORMs that would have to be installed for it.
    expect(await measured({ matrix: "pg@8.11.0,8.12.0" })).toEqual(
      available.filter((id) => /^(?:typeorm|pg)\//.test(id)),
    );
  });

  test("read a matrix: bare versions are the package's before, plus signs join", async () => {
    const { matrix, rows } = await resolve({ matrix: "typeorm@0.3.20,0.3.27,typeorm@1.1.1+pg@8.11.0", rngSeed: "4" });
    expect(matrix?.variants.map(({ text }) => text)).toEqual([
      "typeorm@0.3.20",
      "typeorm@0.3.27",
      "typeorm@1.1.1,pg@8.11.0",
    ]);
    expect(matrix).toMatchObject({ rows: 100_000, rounds: 5, rngSeed: 4, server: { url: undefined } });
    expect(matrix?.out).toBe("/project/results/2026-01-31T120000Z-history");
    expect(rows).toBe(100_000);
    expect((await resolve({ matrix: "pg@8.11.0,^8.12" })).package).toBe("pg");
  });

  test("refuse what can't be meant, in a sentence that names the flag", async () => {
    expect(await refusal({ rounds: "3" })).toContain("--rounds says how to measure");
    expect(await refusal({ metric: "speed" })).toContain('received "speed"');
    expect(await refusal({ package: "left-pad", matrix: "pg@8.11.0" })).toContain("--package must be one of typeorm, ");
    expect(await refusal({ matrix: "1.0.0" })).toContain("did you mean typeorm@1.0.0?");
    expect(await refusal({ matrix: "typeorm@1.0.0,1.0.0" })).toContain("each variant once");
    expect(await refusal({ matrix: "typeorm@1.0.0,," })).toContain("--matrix");
    expect(await refusal({ rows: "many" })).toContain("--rows must be a whole number");
    expect(await refusal({ out: " " })).toContain("--out must name a folder");
    expect(await refusal({ patterns: "get-mani", matrix: "pg@8.11.0" })).toContain("did you mean typeorm/get-many");
  });
});
