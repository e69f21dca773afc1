/** The way of four strangers, each from `npm i` to a read of a table of their own in three commands, none of them an editor. */
import { join } from "node:path";
import { query } from "../../scripts/query.js";
import { readResult } from "../../src/results/store.js";
import { TemporaryProject } from "../integration/temporary-project.js";
import { temporaryProjects } from "../support/compiled-project.js";
import { packed, quiet, shell, withoutServer } from "./packed.js";

let server: TemporaryProject;
let url: string;
let tarball: string;
beforeAll(async () => {
  server = await TemporaryProject.create();
  ({ adminUrl: url } = await server.open());
  ({ file: tarball } = await packed());
  await query(
    url,
    `CREATE TABLE books (id serial PRIMARY KEY, title text NOT NULL, price numeric(8, 2), in_print boolean);
     INSERT INTO books (title, price, in_print) SELECT 'Book ' || n, n * 1.25, n % 2 = 0 FROM generate_series(1, 400) AS n`,
  );
});
afterAll(() => server.remove());

const repository = temporaryProjects();

const versions = { typeorm: "1.1.1", pg: "8.23.1", "pg-query-stream": "4.17.0", "reflect-metadata": "0.2.2" };
const typescript = "5.9.3";

const bookByDecorators = `
import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";

@Entity("books")
export class Book {
  @PrimaryGeneratedColumn()
  id: number;

  @Column("text")
  title: string;

  @Column({ type: "numeric", precision: 8, scale: 2, nullable: true })
  price: string | null;

  @Column({ name: "in_print", nullable: true })
  inPrint: boolean;
}
`;

/** Few reads of each kind: what is tried is the way there. */
const reads = ["--rounds=1", "--out=run"];

/** Installs, makes the config, and reads: what the config doesn't know is said in the environment. */
async function threeCommands(
  folder: string,
  patterns: string,
  [install, run]: readonly [install: readonly string[], run: readonly string[]],
  flags: readonly string[] = [],
) {
  const env = { DATABASE_URL: url };
  await shell(folder, install, env);
  await shell(folder, [...run, "init"], env);
  await shell(folder, [...run, "bench", ...reads, ...flags, `--patterns=${patterns}`], env);
  return readResult(join(folder, "run"));
}

const npm = (): [string[], string[]] => [
  ["npm", "install", "--save-dev", ...quiet, withoutServer, tarball],
  ["npx", "--no-install", "ormeter"],
];

test("TypeORM in CommonJS, with decorators, as ts-node takes it", async () => {
  const folder = await repository({
    "package.json": {
      name: "books",
      scripts: { migrate: "typeorm-ts-node-commonjs migration:run -d ./src/data-source.ts" },
      dependencies: { ...versions, typeorm: "0.3.27" },
      devDependencies: { typescript },
    },
    "tsconfig.json": {
      "ts-node": { transpileOnly: true },
      compilerOptions: {
        target: "es5",
        lib: ["es2020"],
        module: "commonjs",
        moduleResolution: "node",
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        outDir: "./build",
        sourceMap: true,
      },
    },
    "src/entity/Book.ts": bookByDecorators,
    "src/data-source.ts": `
      import "reflect-metadata"
      import { DataSource } from "typeorm"
      import { Book } from "./entity/Book"

      export const AppDataSource = new DataSource({
        type: "postgres", url: process.env.DATABASE_URL, synchronize: true, logging: true, entities: [Book], migrations: [], subscribers: [],
      })`,
  });
  const result = await threeCommands(folder, "find,stream,take-skip:pageSize=100,pg/copy", npm());
  expect(result.equivalence).toEqual({ kind: "same" });
  expect(result.dataSet).toMatchObject({ name: "Book", rows: 400 });
  expect(result.variants[0]?.packages["typeorm"]).toBe("0.3.27");
});

test("TypeORM in ES modules, with EntitySchema", async () => {
  const folder = await repository({
    "package.json": { name: "books", type: "module", dependencies: versions },
    "src/book.js": `
      import { EntitySchema } from "typeorm";
      export const Book = new EntitySchema({
        name: "Book", tableName: "books",
        columns: { id: { type: Number, primary: true, generated: true }, title: { type: "text" }, price: { type: "numeric", nullable: true }, inPrint: { type: Boolean, name: "in_print", nullable: true } },
      });`,
    "src/db.js": `
      import { DataSource } from "typeorm";
      import { Book } from "./book.js";
      export default new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [Book] });`,
  });
  const result = await threeCommands(folder, "get-many,stream-entities,take-keyset:pageSize=100,pg/query", npm());
  expect(result.equivalence).toEqual({ kind: "same" });
  expect(result.dataSet).toMatchObject({ name: "Book", rows: 400 });
});

test("A workspace of pnpm's, laid out as NestJS does, with path aliases", async () => {
  const tools = await repository({ "package.json": { private: true } });
  await shell(tools, ["npm", "install", ...quiet, "pnpm@10"]);
  const pnpm = join(tools, "node_modules", ".bin", "pnpm");
  const folder = await repository({
    "package.json": { name: "root", private: true },
    "pnpm-workspace.yaml": "packages:\n  - apps/*\n  - libs/*\n",
    "tsconfig.base.json": {
      compilerOptions: {
        target: "ES2021",
        module: "commonjs",
        strictNullChecks: false,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        esModuleInterop: true,
      },
    },
    "libs/entities/package.json": {
      name: "@books/entities",
      version: "1.0.0",
      main: "src/index.ts",
      dependencies: { typeorm: versions.typeorm },
    },
    "libs/entities/src/index.ts": `export * from "./book.entity";`,
    "libs/entities/src/book.entity.ts": bookByDecorators,
    "apps/api/package.json": {
      name: "api",
      version: "1.0.0",
      dependencies: { ...versions, "@books/entities": "workspace:*" },
      devDependencies: { typescript },
    },
    "apps/api/tsconfig.json": {
      extends: "../../tsconfig.base.json",
      compilerOptions: { baseUrl: "./", paths: { "@config/*": ["src/config/*"], "~/*": ["src/*"] } },
    },
    "apps/api/src/config/database.config.ts": `export const databaseConfig = { type: "postgres" as const, url: process.env.DATABASE_URL };`,
    "apps/api/src/database/data-source.ts": `
      import "reflect-metadata";
      import { DataSource, DataSourceOptions } from "typeorm";
      import { Book } from "@books/entities";
      import { databaseConfig } from "@config/database.config";
      export const dataSourceOptions: DataSourceOptions = { ...databaseConfig, entities: [Book], migrations: ["dist/migrations/*.js"] };
      export default new DataSource(dataSourceOptions);`,
  });

  const add = [pnpm, "add", "--prefer-offline", "--save-dev", tarball];
  const run = [pnpm, "exec", "ormeter"];
  const result = await threeCommands(join(folder, "apps", "api"), "find,get-raw-many,cursor-fetch,pg/cursor", [
    add,
    run,
  ]);
  expect(result.equivalence).toEqual({ kind: "same" });
  expect(result.dataSet).toMatchObject({ name: "Book", rows: 400 });
  expect(result.variants[0]?.packages["typeorm"]).toBe(versions.typeorm);
});

test("pg alone, with files of SQL", async () => {
  const folder = await repository({
    "package.json": { name: "books", dependencies: { pg: "8.11.5" } },
    "db/schema.sql":
      "CREATE TABLE books (id serial PRIMARY KEY, title text NOT NULL, price numeric(8, 2), in_print boolean);",
    "index.js": `const { Pool } = require("pg"); module.exports = new Pool({ connectionString: process.env.DATABASE_URL });`,
    ".env.example": "DATABASE_URL=postgresql://localhost/books\n",
  });
  const result = await threeCommands(folder, "pg", npm());
  expect(result.equivalence).toEqual({ kind: "same" });
  expect(result.dataSet).toMatchObject({ name: "books", rows: 400 });
  expect(result.variants[0]?.packages["pg"]).toBe("8.11.5");
});
