import { join } from "node:path";
import { addFiles, compileInto, evaluate, install, link, temporaryProjects } from "../../support/compiled-project.js";
import { compileFiles } from "../../../src/project/compile/compile.js";

const project = temporaryProjects();

const strictDecorators = { experimentalDecorators: true, emitDecoratorMetadata: true };

describe("A user's files are compiled", () => {
  test("As CommonJS with the metadata of decorators, of classes imported for it too, and types alone are gone", async () => {
    const root = await project({
      "package.json": {},
      "tsconfig.json": { compilerOptions: { ...strictDecorators, module: "commonjs", target: "es2020", strict: true } },
      "src/user.ts": `
        import "reflect-metadata";
        import { Address } from "./address";
        import { Shape } from "./missing-types";
        import type { Other } from "./missing-too";
        import { type Third, here } from "./here";
        const column: PropertyDecorator = () => {};
        export class User {
          @column id!: number;
          @column address!: Address;
          @column day!: Date;
          shape!: Shape; other!: Other; third!: Third; here = here;
        }`,
      "src/address.ts": `import { User } from "./user";
        export class Address { user(): User | undefined { return undefined; } city = "x"; }`,
      "src/here.ts": `export interface Third { a: number } export const here = "here";`,
      "src/unreached.ts": "syntax error here",
    });
    install(root, "reflect-metadata");
    const type = (name: string) => `Reflect.getMetadata("design:type", entry.User.prototype, "${name}").name`;
    expect(
      await evaluate(root, "src/user.ts", `[${type("id")}, ${type("address")}, ${type("day")}, new entry.User().here]`),
    ).toEqual(["Number", "Address", "Date", "here"]);
    const { sources, pathOf, files } = await compileInto(root, "src/user.ts");
    expect(sources).toEqual(["address", "here", "user"].map((name) => join(root, "src", `${name}.ts`)));
    expect(pathOf(join(root, "src/address.ts"))).toBe("src/address.js");
    expect(pathOf(join(root, "src/unreached.ts"))).toBeUndefined();
    expect([...files.keys()].sort()).toEqual(["package.json", "src/address.js", "src/here.js", "src/user.js"]);
  });

  test("As ES modules, with .js in imports for .ts, top-level await, import(), JSON, and stacks that name the source", async () => {
    const root = await project({
      "package.json": { type: "module", imports: { "#inner": "./src/inner.ts", "#pkg": "pkg" } },
      "tsconfig.json": { compilerOptions: { module: "nodenext", target: "es2022" } },
      "src/main.ts": `
        import { a } from "./a.js";
        import { inner } from "#inner";
        import pkg from "#pkg";
        import told from "./data.json" with { type: "json" };
        import untold from "./data.json";
        import legacy = require("./legacy.cjs");
        export * from "./again.js";
        export * as again from "./again.js";
        const later = await import("./later.js");
        const common = await import("./common.cjs");
        const { mod } = await import("./mod.mjs");
        function fails(): string { try { throw new Error("x"); } catch (e) { return (e as Error).stack ?? ""; } }
        export const stack = fails();
        export default [a, inner, pkg, told.n, untold.n, later.later, common.common, mod, legacy.legacy];`,
      "src/a.ts": `export const a = "a";`,
      "src/inner.ts": `export const inner = "inner";`,
      "src/again.ts": `export const one = 1;`,
      "src/later.ts": `export const later = "later";`,
      "src/common.cts": `export const common = __filename.slice(-10);`,
      "src/legacy.cts": `exports.legacy = "legacy";`,
      "src/mod.mts": `export const mod = import.meta.url.slice(-7);`,
      "src/data.json": { n: 5 },
      "node_modules/pkg/index.js": `module.exports = "pkg";`,
      "node_modules/pkg/package.json": { name: "pkg" },
    });
    const [values, stack, one] = (await evaluate(
      root,
      "src/main.ts",
      "[entry.default, entry.stack, entry.one + entry.again.one]",
    )) as [unknown, string, number];
    expect(values).toEqual(["a", "inner", "pkg", 5, 5, "later", "common.cjs", "mod.mjs", "legacy"]);
    expect(one).toBe(2);
    expect(stack).toContain(`${join(root, "src/main.ts")}:13:`);
  });

  test("By the paths of a workspace, whose packages are sources in other folders, with dependencies of their own", async () => {
    const workspace = await project({
      "package.json": { private: true },
      "tsconfig.base.json": { compilerOptions: { ...strictDecorators, target: "es2021", module: "commonjs" } },
      "apps/api/package.json": { name: "api", dependencies: { "@org/db": "workspace:*" } },
      "apps/api/tsconfig.json": {
        extends: "../../tsconfig.base.json",
        compilerOptions: {
          ignoreDeprecations: "6.0",
          baseUrl: "./",
          paths: { "@app/shared": ["libs/shared/src"], "@app/shared/*": ["libs/shared/src/*"] },
        },
      },
      "apps/api/src/main.ts": `
        import { shared } from "@app/shared";
        import { deep } from "@app/shared/deep/deep";
        import { based } from "src/based";
        import { Database } from "@org/db";
        import { built } from "@org/built";
        import * as fs from "fs";
        export const lazy = () => import("@app/shared");
        export default [shared, deep, based, new Database().name, built, typeof fs.readFileSync];`,
      "apps/api/src/based.ts": `export const based = "based";`,
      "apps/api/libs/shared/src/index.ts": `export const shared = "shared";`,
      "apps/api/libs/shared/src/deep/deep.ts": `export { deep } from "./deeper";`,
      "apps/api/libs/shared/src/deep/deeper.ts": `export const deep = "deep";`,
      "packages/db/package.json": { name: "@org/db", main: "src/index.ts" },
      "packages/db/tsconfig.json": { extends: "../../tsconfig.base.json" },
      "packages/db/src/index.ts": `export * from "./database";`,
      "packages/db/src/database.ts": `import { only } from "only-here"; export class Database { name = only; }`,
      "packages/db/node_modules/only-here/package.json": { name: "only-here" },
      "packages/db/node_modules/only-here/index.js": `exports.only = "only";`,
      "packages/built/package.json": { name: "@org/built", main: "dist/index.js", types: "dist/index.d.ts" },
      "packages/built/dist/index.js": `exports.built = __filename;`,
      "packages/built/dist/index.d.ts": `export const built: string;`,
    });
    link(workspace, "apps/api/node_modules/@org/db", join(workspace, "packages/db"));
    link(workspace, "apps/api/node_modules/@org/built", join(workspace, "packages/built"));
    const root = join(workspace, "apps/api");
    expect(await evaluate(root, "src/main.ts", "entry.default.default")).toEqual([
      "shared",
      "deep",
      "based",
      "only",
      join(workspace, "packages/built/dist/index.js"),
      "function",
    ]);
    const again = await compileFiles({ root, entries: [join(root, "src/main.ts")] });
    expect(JSON.parse(String(again.files.get("outside/@org/db/package.json")))).toEqual({
      name: "@org/db",
      type: "commonjs",
    });
    expect(again.pathOf(join(workspace, "packages/db/src/database.ts"))).toBe("outside/@org/db/src/database.js");
    expect([...again.links]).toEqual([["outside/@org/db/node_modules", join(workspace, "packages/db/node_modules")]]);
  });

  test("With verbatimModuleSyntax as CommonJS, where imports that aren't used stay", async () => {
    const root = await project({
      "package.json": { type: "commonjs" },
      "tsconfig.json": { compilerOptions: { verbatimModuleSyntax: true, module: "nodenext", target: "es2022" } },
      "main.ts": `
        import first = require("./first");
        import type { T } from "./gone";
        import type gone = require("./gone");
        const t: T | undefined = undefined;
        export = { first: first.first, t: t ?? "none" };`,
      "first.ts": `import { effect, type X } from "./second"; export const first = (globalThis as any).effects;`,
      "second.ts": `(globalThis as any).effects = 1; export const effect = 1; export interface X {}`,
    });
    expect(await evaluate(root, "main.ts")).toEqual({ first: 1, t: "none" });
  });

  test("As what Node takes it for where it is JavaScript, and not touched but for its imports", async () => {
    const root = await project({
      "package.json": {},
      "tsconfig.json": { compilerOptions: { strict: true } },
      "data-source.js": `
        const { helper } = require("./lib/helper");
        // require("./never-there")
        try { require("./optional"); } catch {}
        module.exports = { helper: helper(), json: require("./data"), own: require("./package.json").version ?? null };`,
      "lib/helper/index.js": `exports.helper = () => "helper";`,
      "data.json": { json: true },
      "esm.mjs": `import cjs from "./data-source.js"; import { m } from "./syntax.js"; export default [cjs.helper, m];`,
      "syntax.js": `export const m = typeof import.meta.url;`,
      "typed.ts": `import helper, * as rest from "./legacy"; import { h } from "./legacy"; export default [helper, h];`,
      "legacy.js": `exports.default = "default"; exports.h = "h";`,
    });
    expect(await evaluate(root, "data-source.js")).toEqual({ helper: "helper", json: { json: true }, own: null });
    expect(await evaluate(root, "esm.mjs")).toEqual(["helper", "string"]);
    const { files } = await compileInto(root, "data-source.js");
    expect(files.get("lib/helper/index.js")?.toString()).toMatch(
      /^exports\.helper = \(\) => "helper";\n\/\/# sourceMappingURL=.*\n$/,
    );
  });

  test("With what else they import by a path: SQL, and files of packages", async () => {
    const root = await project({
      "package.json": { type: "module" },
      "main.ts": `
        import { createRequire } from "node:module";
        import { readFileSync } from "node:fs";
        import inside from "./node_modules/pkg/inside.js";
        const require = createRequire(import.meta.url);
        export default [inside, readFileSync(require.resolve("./query.sql"), "utf8")];`,
      "query.sql": "SELECT 1",
      "node_modules/pkg/package.json": { name: "pkg", exports: {} },
      "node_modules/pkg/inside.js": `module.exports = "inside";`,
    });
    expect(await evaluate(root, "main.ts")).toEqual(["inside", "SELECT 1"]);
  });

  test("By the config that lists them where tsconfig.json only refers to others", async () => {
    const root = await project({
      "package.json": {},
      "tsconfig.json": { files: [], references: [{ path: "./tsconfig.app.json" }] },
      "tsconfig.app.json": { compilerOptions: { paths: { "~/*": ["./src/*"] }, module: "esnext" }, include: ["src"] },
      "src/main.ts": `import { x } from "~/x"; import { readFileSync } from "node:fs"; export default x + typeof readFileSync;`,
      "src/x.ts": `export const x = "x";`,
    });
    expect(await evaluate(root, "src/main.ts", "entry.default.default")).toBe("xfunction");
  });

  test("As an ES module where only that can await or say import.meta, whatever the package is", async () => {
    const root = await project({
      "package.json": {},
      "tsconfig.json": { compilerOptions: { module: "esnext", moduleResolution: "bundler", target: "es2022" } },
      "main.ts": `import { y } from "./y"; export default [await Promise.resolve(y), typeof import.meta.url];`,
      "y.ts": `export const y = "y";`,
    });
    expect(await evaluate(root, "main.ts")).toEqual(["y", "string"]);
  });

  test("With import() as what the options make of it in CommonJS: a require, or what it is for Node and bundlers", async () => {
    const files = (module: string) => ({
      "package.json": { version: "1.2.3" },
      "tsconfig.json": { compilerOptions: { module, target: "es2022", esModuleInterop: true, jsx: "preserve" } },
      "main.ts": `
        export const load = async () => {
          const [a, json, own] = [await import("./a"), await import("./data.json"), require("./package.json")];
          return [a.a, json.default.n, own.version, String(await import("./esm.mjs").then((m) => m.m, (e) => e.code))];
        };
        export { view } from "./view";`,
      "view.tsx": `export const view = <T,>(t: T) => t;`,
      "a.ts": `export const a = "a";`,
      "data.json": { n: 1 },
      "esm.mts": `export const m = await Promise.resolve("esm");`,
    });
    const commonjs = await project(files("commonjs"));
    expect(await evaluate(commonjs, "main.ts", "entry.load()")).toEqual(["a", 1, "1.2.3", "ERR_REQUIRE_ASYNC_MODULE"]);
    for (const module of ["nodenext", "esnext"]) {
      const root = await project(files(module));
      expect(await evaluate(root, "main.ts", "entry.load()")).toEqual(["a", 1, "1.2.3", "esm"]);
    }
  });

  test("As an ES module that loads where the metadata of decorators names what is a type alone", async () => {
    const root = await project({
      "package.json": { type: "module" },
      "tsconfig.json": { compilerOptions: { ...strictDecorators, module: "nodenext", target: "es2022" } },
      "main.ts": `
        import "reflect-metadata";
        import { type Gone, Relation, column } from "./library.js";
        import { Settings, Service as Served } from "./types.js";
        export class User {
          @column settings!: Settings; @column service!: Served; @column self!: Relation<User>; @column gone!: Gone;
        }`,
      "library.ts": `export type Relation<T> = T; export type Gone = 1; export const column: PropertyDecorator = () => {};`,
      "types.ts": `export interface Settings { a: number } export class Service {}`,
    });
    install(root, "reflect-metadata");
    const types = `["settings", "service", "self"].map((name) => Reflect.getMetadata("design:type", entry.User.prototype, name).name)`;
    expect(await evaluate(root, "main.ts", types)).toEqual(["Object", "Service", "Object"]);
  });

  test("In circles, and without a class that has only its own fields defined anew where that isn't wanted", async () => {
    const root = await project({
      "package.json": { type: "module" },
      "tsconfig.json": { compilerOptions: { target: "es2022", module: "nodenext", useDefineForClassFields: false } },
      "a.ts": `import { B } from "./b.js"; export class A { b!: B; } export default [Object.keys(new A()), new B().make()];`,
      "b.ts": `import { A } from "./a.js"; export class B { make() { return typeof A; } }`,
    });
    expect(await evaluate(root, "a.ts")).toEqual([[], "function"]);
  });

  test("Hundreds of them at once, into a second or a few", async () => {
    const root = await project({ "package.json": { type: "module" } });
    const count = 500;
    const next = (n: number) => (n < count ? `import "./m${String(n + 1)}.js";` : "");
    addFiles(
      root,
      Object.fromEntries(
        Array.from({ length: count + 1 }, (_, n) => [
          `m${String(n)}.ts`,
          `${next(n)} export class C${String(n)} { a: number = ${String(n)}; }`,
        ]),
      ),
    );
    const { sources } = await compileInto(root, "m0.ts");
    expect(sources).toHaveLength(count + 1);
  });
});
