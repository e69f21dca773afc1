/** `ormeter init` and `ormeter patterns` in projects as a stranger may have them, with the packages of this one. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { configKeys } from "../../src/commands/config-keys.js";
import { loadConfig } from "../../src/config/config-file.js";
import type { Ended } from "../program.js";
import { addFiles, install, temporaryProjects, type Files } from "../support/compiled-project.js";
import { runIn } from "../support/run-in.js";

const bareProject = temporaryProjects();

/** A project with the installed packages, and ormeter among them. */
async function project(files: Files, isInstalled = true): Promise<string> {
  const folder = await bareProject(files);
  install(folder, "typeorm", "pg", "pg-query-stream", "pg-cursor", "typescript", "reflect-metadata");
  if (isInstalled) install(folder, "ormeter");
  return folder;
}

const init = (folder: string, ...flags: string[]): Promise<Ended> => runIn(folder, ["init", ...flags]);
const load = async (file: string) => (await loadConfig(file, configKeys())).values;

const secret = "s3cr3t-of-theirs";
const entity = (name: string): string => `import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
  @Entity()
  export class ${name} {
    @PrimaryGeneratedColumn("uuid") id!: string;
    @Column() name!: string;
  }`;

test("CommonJS with decorators: the DataSource that a script names, its entities, and the file with its variables", async () => {
  const folder = await project({
    "package.json": { name: "shop", scripts: { typeorm: "typeorm-ts-node-commonjs -d ./src/data-source.ts" } },
    "pnpm-lock.yaml": "",
    "tsconfig.json": {
      compilerOptions: {
        ...{ module: "commonjs", target: "es2021", strict: true },
        ...{
          experimentalDecorators: true,
          emitDecoratorMetadata: true,
          paths: { "@entities/*": ["./src/entities/*"] },
        },
      },
    },
    ".env": `SHOP_URL=postgresql://shop:${secret}@127.0.0.1:1/shop\n`,
    "src/entities/order.ts": entity("Order"),
    "src/entities/totals.ts": `import { ViewColumn, ViewEntity } from "typeorm";
      @ViewEntity({ expression: "SELECT 1 AS n" })
      export class Totals { @ViewColumn() n!: number; }`,
    "src/data-source.ts": `import { DataSource } from "typeorm";
      import { Order } from "@entities/order";
      import { Totals } from "@entities/totals";
      export const AppDataSource = new DataSource({ type: "postgres", url: process.env.SHOP_URL, entities: [Order, Totals] });
      AppDataSource.initialize();`,
    "src/other.ts": 'import { DataSource } from "typeorm"; export default new DataSource({ type: "postgres" });',
  });
  const tried = await init(folder, "--dry-run");
  expect(tried).toMatchObject({ code: 0, signal: null });
  expect(readdirSync(folder).filter((name) => name.includes("ormeter"))).toEqual([]);

  const { code, stdout, stderr } = await init(folder);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(stderr).toContain("Left out Totals: it has no key");
  expect(stderr).toMatch(/Next: .*ormeter.* bench$|Next: node .* bench$/m);
  const file = join(folder, "ormeter.config.ts");
  const text = readFileSync(file, "utf8");
  expect(tried.stdout).toBe(text);
  expect(text).toContain('import { defineConfig } from "ormeter";');
  expect(text).toContain('script "typeorm"');
  expect(text).toContain("by SHOP_URL");
  expect(text + stderr).not.toContain(secret);
  expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(120);
  expect(await load(file)).toEqual({ dataSource: "src/data-source.ts", entity: "Order" });

  const again = await init(folder);
  expect(again.code).toBe(2);
  expect(again.stderr).toMatch(/ormeter\.config\.ts is there already, and is never overwritten/);
  expect(readFileSync(file, "utf8")).toBe(text);

  const listed = await runIn(folder, ["patterns", "--json"]);
  const { workloads, clients } = JSON.parse(listed.stdout) as {
    workloads: string[];
    clients: { folder: string; patterns: { id: string; isQuick: boolean; unreadable?: string }[] }[];
  };
  expect(workloads).toEqual(["Order"]);
  const all = clients.flatMap(({ patterns }) => patterns);
  const quick = all.filter(({ isQuick }) => isQuick).map(({ id }) => id);
  expect(quick).toEqual(expect.arrayContaining(["typeorm/get-many", "pg/copy"]));
  expect(all.find(({ id }) => id === "typeorm/get-many")?.unreadable).toBeUndefined();
});

test("ES modules with EntitySchema, without TypeScript: JavaScript, and the variable that has to be set", async () => {
  const folder = await project(
    {
      "package.json": { name: "shop", type: "module" },
      "src/db.js": `import { DataSource, EntitySchema } from "typeorm";
        const Order = new EntitySchema({ name: "Order", columns: { id: { type: "bigint", primary: true } } });
        export default new DataSource({ type: "postgres", url: process.env.SHOP_URL, entities: [Order] });`,
    },
    false,
  );
  const { code, stderr } = await init(folder);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toContain("Next: set SHOP_URL to the server's URL, and run ");
  expect(stderr).toContain("npm i -D ormeter");
  const file = ["ormeter.config.js", "ormeter.config.ts"]
    .map((name) => join(folder, name))
    .find((each) => existsSync(each));
  expect(await load(file ?? "")).toEqual({ dataSource: "src/db.js", entity: "Order", urlFrom: "SHOP_URL" });
});

test("Plain pg with SQL files; a workspace's root; and what is said where nothing is found, or too much", async () => {
  const sql = await bareProject({
    "package.json": { name: "plain" },
    "db/schema.sql": "CREATE TABLE orders (id int); CREATE TABLE sales.customers (id int);",
    ".env.example": "DATABASE_URL=postgres://localhost/plain\n",
  });
  const root = await bareProject({
    "package.json": { name: "root", workspaces: ["apps/*"] },
    "apps/api/package.json": { name: "api" },
    "apps/api/src/db.ts": 'import { DataSource } from "typeorm"; export default new DataSource({ type: "postgres" });',
    "apps/web/package.json": { name: "web" },
  });
  const nothing = await bareProject({ "package.json": { name: "nothing" } });
  const source = `import { DataSource, EntitySchema } from "typeorm";
    const A = new EntitySchema({ name: "A", columns: { id: { type: "int", primary: true } } });
    export default new DataSource({ type: "postgres", url: "postgres://localhost/a", entities: [A] });`;
  const several = await project({ "package.json": { type: "module" }, "a.js": source, "b.js": source });
  const broken = await project({ "package.json": {}, "a.mjs": `${source}\nthrow new Error("no such luck");` });

  const [tables, workspace, empty, two, thrown] = await Promise.all(
    [sql, root, nothing, several, broken].map((each) => init(each)),
  );
  expect(tables?.code).toBe(0);
  expect(await load(join(sql, "ormeter.config.mjs"))).toEqual({
    table: "orders,sales.customers",
    urlFrom: "DATABASE_URL",
  });
  expect(workspace?.code).toBe(2);
  expect(workspace?.stderr).toMatch(/root of a workspace\..* have a DataSource: apps\/api\. .*cd apps\/api\./);
  expect(empty?.code).toBe(2);
  expect(empty?.stderr).toMatch(/Nothing to read was found\. Looked for sources .* and SQL files/);
  expect(two?.code).toBe(2);
  expect(two?.stderr).toMatch(/Several files export a DataSource: a\.js .*, b\.js .*--data-source a\.js\./);
  expect(thrown?.code).toBe(2);
  expect(thrown?.stderr).toMatch(/No DataSource could be loaded\. .*no such luck/);

  addFiles(several, { "reads/open.sql": "" });
  expect((await init(several, "--data-source", "b.js")).code).toBe(0);
});
