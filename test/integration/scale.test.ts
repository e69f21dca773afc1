/** `ormeter scale` by the built command, with reads that grow as no read should. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { growthsOf } from "../../src/growth/growths.js";
import { readResult } from "../../src/results/store.js";
import { BenchProject } from "./bench-project.js";

let project: BenchProject;
beforeAll(async () => {
  project = await BenchProject.create();
});
afterAll(() => project.remove());

test("A planted leak is linear, a planted quadratic read is quadratic, and a planted N+1 is called that", async () => {
  await project.addPattern("leaking", "(globalThis.kept ??= []).push(...rows.map((row) => ({ ...row })));");
  await project.addPattern("copying", "let seen = []; for (const row of inWindow ? rows : []) seen = [...seen, row];");
  await project.addPattern(
    "asking",
    "if (inWindow) rows = await Promise.all(rows.map(async ({ id }) => (await pool.query(`SELECT * FROM ${table} WHERE id = $1`, [id])).rows[0]));",
  );
  const out = join(project.folder, "scaled");
  const run = project.ormeter([
    "scale",
    "--patterns=pg/leaking,pg/copying,pg/asking",
    "--rows=500,1k,2k,4k",
    "--predict=50M",
    "--rounds=1",
    `--out=${out}`,
  ]);
  const { code, stdout, stderr } = await run.ended;
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  const result = await readResult(out);
  expect(result.otherSizes?.map(({ rows }) => rows)).toEqual([500, 1_000, 2_000]);
  const lawOf = (pattern: string, metric: "retained" | "allocated" | "statements") => {
    const found = growthsOf(result).find(({ label }) => label === pattern)?.metrics[metric];
    return found?.kind === "fitted" ? found.growth.law : found?.reason;
  };
  expect(lawOf("pg/leaking", "retained")).toBe("linear");
  expect(lawOf("pg/copying", "allocated")).toBe("quadratic");
  expect(lawOf("pg/asking", "statements")).toBe("linear");
  const words = stdout.replaceAll(/\s+/g, " ");
  expect(words).toContain("pg/leaking leaks:");
  expect(words).toContain("allocated grows with the square of the rows: pg/copying.");
  expect(words).toContain("N+1, statements that grow with the rows: pg/asking (1.0 a row).");
  expect(await readFile(join(out, "report.html"), "utf8")).toContain("Peak RSS by rows");
});

test.each([
  ["--rows=1k,3k", "must name 3 sizes at least"],
  ["--rows=1k,x", 'must be a whole number from 1 to 100,000,000; received "x"'],
  ["--predict=much", "--predict must be a whole number"],
])("%s is refused before anything is begun", async (flag, sentence) => {
  const { code, stderr } = await project.ormeter(["scale", flag]).ended;
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});
