/** Rows that are the user's own: nothing is changed there, nothing of theirs is printed, and changes are noticed. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database, OwnRelation } from "../../src/engines/engine.js";
import { openDatabase } from "../../src/engines/open-database.js";
import { hiddenValues } from "../../src/results/own-values.js";
import { query } from "../../scripts/query.js";
import { digestDifference, unchanged, userDigest } from "../support/user-digest.js";
import { employees } from "../support/workload.js";
import { BenchProject } from "./bench-project.js";
import { TemporaryProject } from "./temporary-project.js";

// A second embedded server stands for the user's own.
let project: TemporaryProject;
let bench: BenchProject;
let admin: string;
let url: string;

beforeAll(async () => {
  [project, bench] = await Promise.all([TemporaryProject.create(), BenchProject.create({ cluster: false })]);
  const theirs = await project.open();
  await query(theirs.adminUrl, "CREATE ROLE reader LOGIN PASSWORD 'only'");
  await query(theirs.adminUrl, "CREATE DATABASE shop");
  const address = new URL(theirs.adminUrl);
  address.pathname = "/shop";
  admin = address.href;
  address.username = "reader";
  address.password = "only";
  url = address.href;
  await query(
    admin,
    `CREATE SCHEMA sales;
     CREATE TABLE sales.orders (id text PRIMARY KEY, note text NOT NULL, n int NOT NULL, at timestamptz NOT NULL);
     INSERT INTO sales.orders SELECT 'SENTINEL_' || n, 'SENTINEL note ' || n, n, now() FROM generate_series(1, 300) AS n;
     CREATE TABLE sales.secrets (id int PRIMARY KEY);
     CREATE SCHEMA hidden;
     CREATE TABLE hidden.orders (id int PRIMARY KEY);
     CREATE TABLE sales.tenants (id int PRIMARY KEY, tenant text);
     INSERT INTO sales.tenants VALUES (1, 'reader'), (2, 'other');
     ALTER TABLE sales.tenants ENABLE ROW LEVEL SECURITY;
     CREATE POLICY own ON sales.tenants USING (tenant = current_user);
     CREATE VIEW sales.failing AS SELECT id, note::int AS n FROM sales.orders;
     GRANT USAGE ON SCHEMA sales TO reader;
     GRANT SELECT ON sales.orders, sales.tenants, sales.failing TO reader`,
  );
});
afterAll(async () => {
  await bench.remove();
  await project.remove();
});

async function using<T>(use: (database: Database) => Promise<T>): Promise<T> {
  const shared = { projectDir: project.folder, workload: employees, rows: 100, command: "bench", mayWrite: false, url };
  const database = await openDatabase(shared);
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

const table = (name: string, schema = "sales"): OwnRelation => ({ kind: "table", workload: name, table: name, schema });
const look = (relation: OwnRelation) =>
  using((database) => database.ownRows(relation, { smallRows: 10, values: hiddenValues("s") }));

test("Rows that a role may not read are named with the GRANT that is missing", async () => {
  await expect(look(table("secrets"))).rejects.toThrow(
    `This role may not read "sales"."secrets". Its owner can let it: GRANT SELECT ON "sales"."secrets" TO "reader";`,
  );
  await expect(look(table("orders", "hidden"))).rejects.toThrow(`GRANT USAGE ON SCHEMA "hidden" TO "reader";`);
});

test("Policies that decide which rows there are, are noticed", async () => {
  expect((await look(table("tenants"))).dataSet).toMatchObject({ rows: 1, own: { rowSecurity: true } });
  expect((await look(table("orders"))).dataSet.own).not.toHaveProperty("rowSecurity");
});

test("An error of the server's in the midst of the rows quotes none of them", async () => {
  const error = await look(table("failing")).catch((refusal: unknown) => refusal as Error);
  expect(error).toMatchObject({ name: "UsageError" });
  expect((error as Error).message).toMatch(
    /^"sales"\."failing" can't be read to its end: invalid input syntax for type integer \(SQLSTATE 22P02\); /,
  );
  expect((error as Error).message).not.toContain("SENTINEL");
});

test("A sample is the first rows by key, and of a table that has no more no sample at all", async () => {
  const sampled = await look({ ...table("orders"), sample: 20 });
  expect(sampled.dataSet).toMatchObject({ rows: 20, own: { sample: 20 } });
  const whole = await look({ ...table("orders"), sample: 300 });
  expect(whole.dataSet.own).not.toHaveProperty("sample");
  expect(whole.dataSet.digest).toBe((await look(table("orders"))).dataSet.digest);
});

test("Whoever reads in a snapshot that is held sees no later change", async () => {
  await query(admin, "CREATE TABLE sales.moving AS SELECT 1 AS id; GRANT SELECT ON sales.moving TO reader");
  await using(async (database) => {
    const snapshot = await database.holdSnapshot();
    await query(admin, "INSERT INTO sales.moving VALUES (2)");
    const looking = { smallRows: 10, values: hiddenValues("s") };
    const held = await database.ownRows(table("moving"), { ...looking, snapshot });
    expect(held.dataSet).toMatchObject({ rows: 1, own: { inSnapshot: true } });
    const now = await database.ownRows(table("moving"), looking);
    expect(now.dataSet.rows).toBe(2);
    await query(admin, "INSERT INTO sales.moving VALUES (3)");
    expect(await held.changes()).toBeUndefined();
    expect(await now.changes()).toMatch(
      /^"sales"\."moving" had 2 rows when the run began, and 3 at its end \(the server's xmin horizon went from \d+ to \d+\)\.$/,
    );
  });
});

/** All that a run wrote, each file under its name. */
async function written(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const)));
}

test("Reads that differ, misfit and fail leave no value anywhere, and the user's server as it was", async () => {
  await bench.addPattern("other", "rows = rows.map((row) => (row.n === 7 ? { ...row, note: row.note + '!' } : row));");
  await bench.addPattern("misfit", "rows = rows.map((row) => (row.n === 9 ? { ...row, n: row.note } : row));");
  await bench.addPattern("throwing", "if (inWindow) throw new Error('cannot use ' + rows[0].note);");
  await bench.addPattern("exiting", "if (inWindow) { console.error('Error: ' + rows[0].note); process.exit(3); }");
  const before = await userDigest(admin);
  const patterns = "--patterns=pg/other,pg/misfit,pg/throwing,pg/exiting,pg/query";
  const run = bench.start("--table=sales.orders", `--url=${url}`, patterns, "--rounds=1");
  const ended = await run.ended;
  expect(ended.code).toBe(3);
  expect(ended.stderr).toContain("Closing the connections");
  const { dataSet, equivalence, trials } = await run.result();
  expect(dataSet.own).toMatchObject({ kind: "table", relation: '"sales"."orders"', values: "hidden" });
  expect(equivalence).toMatchObject({ kind: "different" });
  if (equivalence.kind !== "different") throw new Error("they differ");
  expect(equivalence.firstDifference?.key).toMatch(/^#[0-9a-f]{8}$/);
  expect(equivalence.firstDifference?.columns).toHaveLength(1);
  const said = trials.flatMap(({ outcome }) => (outcome.kind === "failed" ? [outcome.message] : []));
  expect(said.sort()).toEqual([
    expect.stringMatching(/^Error; what it says besides/),
    expect.stringMatching(/^the worker exited with code 3 before it had a result; what it says besides/),
  ]);
  const [, first] = trials.map(({ outcome }) => outcome).filter(({ kind }) => kind === "completed");
  expect(first).toMatchObject({ statements: { absent: expect.stringContaining("not created") as string } });
  const files = await written(join(bench.folder, "run-1"));
  expect([...files.keys()].map((file) => file.replace(/.*\//, "")).sort()).toEqual([
    "report.html",
    "report.md",
    "result.json",
  ]);
  for (const [name, text] of [...files, ["stdout", ended.stdout], ["stderr", ended.stderr]] as const) {
    expect([name, text.includes("SENTINEL")]).toEqual([name, false]);
  }
  expect(digestDifference(before, await userDigest(admin))).toEqual(unchanged);
});

test("Rows that change during a run are said to have; in a snapshot every read sees the same", async () => {
  const write = `import("pg").then(async ({ default: pg }) => {
    const client = new pg.Client(${JSON.stringify(admin)});
    await client.connect();
    await client.query("UPDATE sales.orders SET n = n + 1");
    await client.end();
  })`;
  await bench.addPattern("beside", `await ${write};`);
  const flags = ["--table=sales.orders", `--url=${url}`, "--patterns=pg/beside,pg/query", "--rounds=1"];
  const changing = await bench.bench(...flags);
  expect(changing.result.dataSet.own?.changed).toMatch(
    /^Rows of "sales"\."orders" changed while they were read \(the server's xmin horizon went from \d+ to \d+\)\.$/,
  );
  expect(changing.result.equivalence.kind).toBe("unknown");
  expect(changing.stdout).toContain("with --snapshot all read the same");
  const held = await bench.bench(...flags, "--snapshot", "--show-values");
  expect(held.code).toBe(0);
  expect(held.result.equivalence).toEqual({ kind: "same" });
  expect(held.result.dataSet.own).toMatchObject({ inSnapshot: true, values: "shown" });
  expect(held.result.dataSet.own).not.toHaveProperty("changed");
});
