import { dataSourceFiles, nestModules } from "../../../../src/project/find/data-source-files.js";
import { lookThrough, type TextFile } from "../../../../src/project/find/folder.js";
import { sqlQueries, sqlTables } from "../../../../src/project/find/sql-tables.js";
import { environmentFile, urlVariable } from "../../../../src/project/find/variables.js";
import { workspacePackages } from "../../../../src/project/find/workspace.js";
import { packageManager } from "../../../../src/config/package-manager.js";
import { removeFolder } from "../../../program.js";
import { makeProject, type Files } from "../../../support/compiled-project.js";
import { join } from "node:path";

const file = (path: string, text: string): TextFile => ({ path, text });
const source = 'import { DataSource } from "typeorm";\nexport const db = new DataSource({ type: "postgres" });\n';

async function inProject<T>(files: Files, look: (folder: string) => T): Promise<T> {
  const folder = await makeProject(files);
  try {
    return look(folder);
  } finally {
    await removeFolder(folder);
  }
}

describe("a DataSource's file", () => {
  const found = (sources: readonly TextFile[], scripts: Record<string, string> = {}) =>
    dataSourceFiles({ sources, manifest: { scripts } }).map((group) => group.map(({ path }) => path));

  test("is the one that a script tells TypeORM of, by its source where that names what was built", () => {
    const sources = [file("src/a.ts", source), file("src/db/source.ts", source)];
    const script = "typeorm migration:run -d dist/db/source.js";
    expect(found(sources, { migrate: script, start: "node -d src/a.ts" })).toEqual([
      ["src/db/source.ts"],
      ["src/a.ts"],
    ]);
    expect(found(sources, { typeorm: "typeorm-ts-node-esm --dataSource=./src/a.ts" })[0]).toEqual(["src/a.ts"]);
  });

  test("is what exports a DataSource, then what has a usual name, then what is among the tests", () => {
    const sources = [
      file("src/app.ts", 'const { DataSource } = require("typeorm");\nmodule.exports = new DataSource({});'),
      file("src/database.ts", 'import { DataSource } from "typeorm";\nexport const make = (): DataSource => create();'),
      file("src/service.ts", "export class Service { constructor(readonly source: DataSource) {} }"),
      file("test/source.ts", source),
    ];
    expect(found(sources)).toEqual([["src/app.ts"], ["src/database.ts"], ["test/source.ts"]]);
  });

  test("is none that exports nothing, since loading it would run a program, and none that only speaks of it", () => {
    const program = 'import { DataSource } from "typeorm";\nawait new DataSource({}).initialize();';
    expect(found([file("scripts/drop.ts", program)])).toEqual([]);
    expect(found([file("src/a.ts", "/* export new DataSource() */\n// export new DataSource()")])).toEqual([]);
    expect(found([])).toEqual([]);
  });

  test("isn't to be had from NestJS's modules, which are named", () => {
    const module = file("src/app.module.ts", "@Module({ imports: [TypeOrmModule.forRootAsync({ useFactory })] })");
    expect(nestModules([module, file("src/a.ts", source)])).toEqual(["src/app.module.ts"]);
  });
});

test("A folder is looked through without what is installed, built, or a package by itself", async () => {
  const files = {
    "package.json": { name: "root" },
    "src/a.ts": "a",
    "src/a.d.ts": "",
    "src/esm/package.json": { type: "module" },
    "src/esm/b.mjs": "b",
    "db/1.sql": "c",
    "node_modules/x/index.js": "",
    "dist/a.js": "",
    ".cache/a.js": "",
    "packages/api/package.json": { name: "api" },
    "packages/api/src/c.ts": "",
  };
  await inProject(files, (folder) => {
    const { sources, sql, manifest } = lookThrough(folder);
    expect(sources.map(({ path }) => path)).toEqual(["src/a.ts", "src/esm/b.mjs"]);
    expect(sql).toEqual([{ path: "db/1.sql", text: "c" }]);
    expect(manifest.name).toBe("root");
    expect(() => lookThrough(join(folder, "db"))).toThrow(/has no package\.json: run this in your project's folder/);
  });
});

describe("the variable with the server's URL", () => {
  const by = (text: string) => urlVariable(undefined, [file("src/db.ts", text)])?.name;

  test("is what a source reads where it says a URL", () => {
    expect(by("new DataSource({ url: process.env.SHOP_URL, ssl: process.env.SSL })")).toBe("SHOP_URL");
    expect(by("{ url: process.env['SHOP_URL'] ?? 'postgres://localhost/shop' }")).toBe("SHOP_URL");
    expect(by("new Pool({ connectionString: env.SHOP_URL })")).toBe("SHOP_URL");
    expect(by('{ url: config.getOrThrow<string>("SHOP_URL") }')).toBe("SHOP_URL");
    expect(by("const shopUrl = process.env.SHOP; const o = { host: process.env.HOST }")).toBeUndefined();
  });

  test("is otherwise one that a file of variables gives a URL", async () => {
    const example = {
      ".env.example": "PORT=1\nA_URL=postgres://u:p@h/d\nDATABASE_URL=postgresql://h/d\nX=https://x\n",
    };
    expect(await inProject(example, (folder) => urlVariable(folder, []))).toEqual({
      name: "DATABASE_URL",
      where: ".env.example",
    });
    expect(await inProject({ ".env": "PORT=1" }, (folder) => urlVariable(folder, []))).toBeUndefined();
    expect(await inProject({ ".env.local": "A=b" }, environmentFile)).toEqual({
      path: ".env.local",
      variables: { A: "b" },
    });
  });
});

describe("SQL files", () => {
  test("say which tables and views there are when all have run, as PostgreSQL takes their names", () => {
    const files = [
      file("db/2.sql", 'CREATE TABLE IF NOT EXISTS sales."Order" (id int);\ndrop table if exists old;'),
      file(
        "db/1.sql",
        "create table Customers (id int); -- create table no (\n/* create table no2 ( */ CREATE UNLOGGED TABLE old (a int);",
      ),
      file(
        "db/3.sql",
        "CREATE OR REPLACE VIEW totals AS SELECT 1;\n-- migrate:down\nDROP VIEW totals; CREATE TABLE undone (a int);",
      ),
      file("db/3.down.sql", "DROP TABLE customers;"),
    ];
    expect(sqlTables(files)).toEqual([
      { name: "customers", path: "db/1.sql" },
      { name: "sales.Order", path: "db/2.sql" },
      { name: "totals", path: "db/3.sql" },
    ]);
  });

  test("that hold one query without parameters can be read as they are", () => {
    const files = [
      file("q/open.sql", "-- open ones\nSELECT id::text FROM orders;\n"),
      file("q/with.sql", "WITH a AS (SELECT 1) SELECT * FROM a"),
      file("q/one.sql", "SELECT * FROM orders WHERE id = $1"),
      file("q/named.sql", "SELECT * FROM orders WHERE id = :id"),
      file("q/two.sql", "SELECT 1; SELECT 2;"),
      file("q/write.sql", "DELETE FROM orders"),
    ];
    expect(sqlQueries(files)).toEqual(["q/open.sql", "q/with.sql"]);
  });
});

test("A workspace's packages are those that its globs mean, of npm, yarn and pnpm", async () => {
  const packages = {
    "apps/api/package.json": {},
    "apps/web/package.json": {},
    "libs/db/package.json": {},
    "libs/no/a": "",
  };
  const all = ["apps/api", "apps/web", "libs/db"];
  const of = (files: Files, manifest = {}) =>
    inProject({ ...packages, ...files }, (each) => workspacePackages(each, manifest));
  expect(await of({}, { workspaces: ["apps/*", "./libs/*"] })).toEqual(all);
  expect(await of({}, { workspaces: { packages: ["libs/**"] } })).toEqual(["libs/db"]);
  const yaml = "packages:\n  # ours\n  - \"apps/*\"\n  - libs/* # and these\n  - '!apps/web'\ncatalog:\n  - x\n";
  expect(await of({ "pnpm-workspace.yaml": yaml })).toEqual(["apps/api", "libs/db"]);
  expect(await of({})).toEqual([]);
});

test("The package manager is that of the nearest lock file", async () => {
  const of = (files: Files, below = "") => inProject(files, (folder) => packageManager(join(folder, below)));
  expect(await of({ "pnpm-lock.yaml": "", "packages/api/package.json": {} }, "packages/api")).toBe("pnpm");
  expect(await of({ "yarn.lock": "" })).toBe("yarn");
  expect(await of({ "package.json": { packageManager: "pnpm@9.1.0" } })).toBe("pnpm");
  expect(await of({ "package.json": {} })).toBe("npm");
});
