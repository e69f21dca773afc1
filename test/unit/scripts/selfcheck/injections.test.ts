import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { packageRoot } from "../../../../src/config/project.js";
import { injectionNames, injections } from "../../../../scripts/selfcheck/injections.js";

const installed = join(packageRoot(), "node_modules", "typeorm");
const all = injections({ searchedPerRow: 1_000, bytesPerRow: 104, victim: 12_345 });

describe("an injection", () => {
  test.each(injectionNames)("%s finds its place in the installed TypeORM and leaves a program", (name) => {
    const { file, patch } = all[name];
    const text = readFileSync(join(installed, file), "utf8");
    const patched = patch(text);
    expect(patched).not.toBe(text);
    expect(() => new Script(patched)).not.toThrow();
  });

  test("refuses a text that hasn't its place, or has it twice", () => {
    const { patch } = all["dropped-row"];
    expect(() => patch("const entities = [];")).toThrow(/finds it 0 times/);
    expect(() => patch("entities.push(entity); entities.push(entity);")).toThrow(/finds it 2 times/);
  });
});

/** Runs what a patch makes of a hydration of one line over some entities. */
function hydrate(name: (typeof injectionNames)[number], entities: readonly object[]): unknown {
  const patched = all[name].patch("for (const entity of given) { entities.push(entity); }");
  // The patch's own state must be there before the first row, as it is in a module that was loaded.
  const program = `(given) => { const entities = []; const run = () => { ${patched.split("\n")[0] ?? ""} };
    ${patched.split("\n").slice(1).join("\n")}; run(); return entities; }`;
  return (new Script(program).runInThisContext() as (given: readonly object[]) => unknown)(entities);
}

describe("an entity that passes an injection", () => {
  const rows = [12_344, 12_345, 12_346].map((id) => ({ id, managerId: 7, hiredOn: "2020-03-01", salary: 24_000 }));

  test.each(["unchanged", "slow-hydration", "more-allocation", "leak"] as const)("of %s stays as it is", (name) => {
    expect(hydrate(name, structuredClone(rows))).toEqual(rows);
  });

  test("is left out by dropped-row where it is the victim", () => {
    expect(hydrate("dropped-row", rows)).toEqual([rows[0], rows[2]]);
  });

  test("has another manager by off-by-one where it is the victim", () => {
    expect(hydrate("off-by-one", structuredClone(rows))).toEqual([rows[0], { ...rows[1], managerId: 8 }, rows[2]]);
  });

  test("was hired the day before by shifted-date, in every time zone", () => {
    expect(hydrate("shifted-date", structuredClone(rows))).toEqual(
      rows.map((row) => ({ ...row, hiredOn: "2020-02-29" })),
    );
  });

  test("has its salary as text by text-decimal", () => {
    expect(hydrate("text-decimal", structuredClone(rows))).toEqual(rows.map((row) => ({ ...row, salary: "24000.00" })));
  });
});
