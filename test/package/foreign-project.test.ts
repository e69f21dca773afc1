/** The project in examples/foreign-project, with the packed package: its own ORM, entity, read, and an ORM nobody told ormeter of. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { query } from "../../scripts/query.js";
import { packageRoot } from "../../src/config/project.js";
import { readResult } from "../../src/results/store.js";
import { TemporaryProject } from "../integration/temporary-project.js";
import { makeFolder, removeFolder } from "../program.js";
import { digestDifference, unchanged, userDigest } from "../support/user-digest.js";
import { packed, quiet, shell, withoutServer } from "./packed.js";

let server: TemporaryProject;
let folder: string;
let url: string;
beforeAll(async () => {
  [server, folder] = [await TemporaryProject.create(), await makeFolder()];
  await cp(join(packageRoot(), "examples", "foreign-project"), folder, { recursive: true });
  const { adminUrl } = await server.open();
  const theirs = new URL(adminUrl);
  theirs.pathname = "/theirs";
  url = theirs.href;
  await query(adminUrl, "CREATE DATABASE theirs");
  await query(url, await readFile(join(folder, "tables.sql"), "utf8"));
  const { file } = await packed();
  await shell(folder, ["npm", "install", "--save-dev", ...quiet, withoutServer, file]);
});
afterAll(async () => {
  await server.remove();
  await removeFolder(folder);
});

const ormeter = (...args: string[]) =>
  shell(folder, ["npx", "--no-install", "ormeter", ...args], { DATABASE_URL: url });

test("bench reads its entity in ormeter's patterns, in one of its own, and by an ORM of its own, and changes nothing", async () => {
  const before = await userDigest(url);
  const patterns = ["knex", "orders-by-week:weeks=2", "find", "take-keyset:pageSize=500", "stream-entities", "pg/copy"];
  await ormeter("bench", "--rounds=1", `--patterns=${patterns.join(",")}`, "--out=run");
  const result = await readResult(join(folder, "run"));
  expect(result.equivalence).toEqual({ kind: "same" });
  expect(result.trials.map(({ outcome }) => outcome.kind)).toEqual(patterns.map(() => "completed"));
  expect(result.patterns.map(({ id, readsWith, isUsual }) => [id, readsWith?.[0], isUsual])).toContainEqual([
    "knex/select",
    "knex",
    true,
  ]);
  // Its own versions, those of its own ORM too, and no other.
  expect(result.variants[0]?.packages).toMatchObject({ knex: "3.1.0", typeorm: "0.3.27", pg: "8.16.3" });
  expect(digestDifference(before, await userDigest(url))).toEqual(unchanged);
});

test("upgrade measures another version of either ORM, and by itself the reads that it can touch", async () => {
  await ormeter("upgrade", "--to=knex@3.2.0", "--budget=1s", "--out=up");
  const { comparisons, patterns, variants } = await readResult(join(folder, "up"));
  expect(patterns.map(({ id }) => id)).toEqual(["knex/select"]);
  expect(variants.map(({ packages }) => packages["knex"])).toEqual(["3.1.0", "3.2.0"]);
  expect(comparisons?.map(({ equivalence }) => equivalence.kind)).toEqual(["same"]);
});

const dataSource = `import { DataSource } from "typeorm"; import { Order } from "../src/order";
  const options = { type: "postgres" as const, entities: [Order] };`;

test.each([
  [
    "asks for a variable",
    `${dataSource} if (!process.env.SHOP_HOST) throw new Error("no host"); export default new DataSource(options);`,
    "It ends with an error when it is loaded: no host. It asks for variables that aren't set: SHOP_HOST.",
  ],
  [
    "exports several",
    `${dataSource} export const a = new DataSource(options); export const b = new DataSource(options);`,
    "It exports several DataSources: a, b. Name one: <file>#<name>.",
  ],
  [
    "imports what isn't there",
    `import { options } from "@config/database"; export default options;`,
    `It imports "@config/database", which isn't installed in this project, nor a path alias of its tsconfig.json's.`,
  ],
  [
    "exits",
    `${dataSource} process.exit(3); export default new DataSource(options);`,
    "The process that loads it ended before it was loaded: it exited with code 3. It must be a file that exports",
  ],
])("A DataSource's file that %s is refused with what to do", async (_, source, message) => {
  await mkdir(join(folder, "broken"), { recursive: true });
  await writeFile(join(folder, "broken", "data-source.ts"), source);
  await expect(ormeter("bench", "--data-source=broken/data-source.ts")).rejects.toThrow(
    `broken/data-source.ts can't be read from: ${message}`,
  );
});

test("A DataSource that is of another TypeORM than the project's is refused, since that would be the one that is named", async () => {
  const other = join(folder, "other");
  await mkdir(join(other, "node_modules"), { recursive: true });
  await writeFile(join(other, "package.json"), "{}");
  await cp(join(folder, "node_modules", "typeorm"), join(other, "node_modules", "typeorm"), { recursive: true });
  await writeFile(join(other, "data-source.ts"), `${dataSource} export default new DataSource(options);`);
  await expect(ormeter("bench", "--data-source=other/data-source.ts")).rejects.toThrow(
    "Its DataSource is of another TypeORM than the one that is installed where this runs",
  );
});

test("A package that nothing reads with is refused with those of its own ORM in the list", async () => {
  await expect(ormeter("upgrade", "--to=knx@3.2.0")).rejects.toThrow(
    /no read goes through a package "knx"; did you mean knex\?/,
  );
});
