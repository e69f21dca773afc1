import { compileFiles } from "../../../src/project/compile/compile.js";
import { findTypeScript, needTypeScript } from "../../../src/project/compile/typescript.js";
import { join } from "node:path";
import { evaluate, refusal, temporaryProjects } from "../../support/compiled-project.js";

const project = temporaryProjects();

describe("A file that can't be compiled is refused before any work, by", () => {
  test("A path alias that leads nowhere, with where its paths lead", async () => {
    const root = await project({
      "package.json": {},
      "tsconfig.json": { compilerOptions: { paths: { "@app/*": ["./libs/*/src", "./other/*"] } } },
      "src/main.ts": `import { a } from "@app/gone"; console.log(a);`,
    });
    expect(await refusal(root, "src/main.ts")).toBe(
      'src/main.ts imports "@app/gone", which isn\'t there: the paths of tsconfig.json lead to libs/gone/src, other/gone.',
    );
  });

  test("A relative import that leads nowhere, unless it is of types alone, or tried", async () => {
    const root = await project({
      "package.json": {},
      "src/main.ts": `import { a } from "./gone"; export const b = a;`,
      "src/types.ts": `import { A } from "./gone"; export let b: A; try { require("./gone"); } catch {}`,
      "src/later.mjs": `await import("./gone.js");`,
    });
    expect(await refusal(root, "src/main.ts")).toBe(
      `src/main.ts imports "./gone", which isn't there (looked for from ${join(root, "src")}).`,
    );
    expect(await refusal(root, "src/later.mjs")).toMatch(/^src\/later\.mjs imports "\.\/gone\.js", which isn't there/);
    expect(await evaluate(root, "src/types.ts", "Object.keys(entry)")).toContain("default");
  });

  test("A syntax error, with file, line, column and what TypeScript says", async () => {
    const root = await project({
      "package.json": { type: "module" },
      "src/main.ts": `import "./broken.js";\nimport "./broken-too.mjs";`,
      "src/import.ts": `import { a } from "./main.js" const b = a;`,
      "src/broken.ts": "export class A {\n  b: = 3;\n}",
      "src/broken-too.mjs": "export const = 1;",
    });
    expect(await refusal(root, "src/main.ts")).toBe("src/broken.ts:2:6: Type expected. (TS1110)");
    expect(await refusal(root, "src/import.ts")).toBe("src/import.ts:1:31: ';' expected. (TS1005)");
    expect(await refusal(root, "src/broken-too.mjs")).toMatch(/^src\/broken-too\.mjs:1:14: .* \(TS\d+\)$/);
  });

  test("A tsconfig.json with an error, or that extends what isn't there", async () => {
    const root = await project({
      "package.json": {},
      "wrong/tsconfig.json": { compilerOptions: { target: "es1" } },
      "wrong/main.ts": "",
      "lost/tsconfig.json": { extends: "./gone.json" },
      "lost/main.ts": "",
    });
    expect(await refusal(root, "wrong/main.ts")).toMatch(
      /wrong\/tsconfig\.json: Argument for '--target' option must be/,
    );
    expect(await refusal(root, "lost/main.ts")).toMatch(/lost\/tsconfig\.json: .*gone\.json/);
  });

  test("A package.json that isn't JSON, and an entry that isn't there", async () => {
    const root = await project({ "package.json": {}, "inner/package.json": "{", "inner/main.ts": "" });
    expect(await refusal(root, "inner/main.ts")).toMatch(
      /inner\/package\.json can't be read as JSON \(.*\); fix it\.$/,
    );
    expect(await refusal(root, "gone.ts")).toBe(`gone.ts isn't there (looked for in ${root}).`);
  });
});

describe("TypeScript", () => {
  test("Isn't wanted for JavaScript, and its absence is said where it is", async () => {
    const root = await project({
      "package.json": { type: "module", imports: { "#a": "./a.js" } },
      "main.js": `import { a } from "#a"; export default a;`,
      "a.js": `export { a } from "./b.cjs";`,
      "b.cjs": `exports.a = require("./c").c;`,
      "c.json": { c: 3 },
      "entity.ts": "",
    });
    const { sources, files } = await compileFiles({ root, entries: [join(root, "main.js")] }, [root]);
    expect(sources).toEqual(["a.js", "b.cjs", "c.json", "main.js"].map((name) => join(root, name)));
    expect(files.get("main.js")?.toString()).toContain(`import { a } from "./a.js"; export default a;`);
    await expect(compileFiles({ root, entries: [join(root, "entity.ts")] }, [root])).rejects.toThrow(
      "entity.ts is TypeScript, but TypeScript isn't installed here; run npm i -D typescript.",
    );
  });

  test("Without the API is passed over for one beside it, and named where there is none", async () => {
    const native = { "node_modules/typescript/index.js": `exports.version = "7.0.2";` };
    const alone = await project({ "package.json": {}, ...native });
    const found = findTypeScript([alone]);
    expect(found).toEqual({ state: "unusable", version: "7.0.2" });
    expect(() => needTypeScript(found, "a.ts")).toThrow(
      /installed here \(7\.0\.2\) has no API .* npm i -D @typescript/,
    );
    const beside = await project({
      "package.json": {},
      ...native,
      "node_modules/@typescript/typescript6/index.js":
        "exports.version = '6.0.2'; exports.transpileModule = exports.resolveModuleName = () => undefined;",
    });
    expect(findTypeScript([beside])).toMatchObject({ state: "found", ts: { version: "6.0.2" } });
  });
});
