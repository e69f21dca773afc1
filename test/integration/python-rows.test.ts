/** Rows that the Python worker hands over, against the server's own: values of every type, keys, and what goes wrong. */
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import pg from "pg";
import { compiledProgram, packageRoot } from "../../src/config/project.js";
import { shapeOfTable } from "../../src/engines/postgres/catalog.js";
import { readableDataSet } from "../../src/runner/readable.js";
import { askWorker, nodeWorker, startWorker } from "../../src/runner/worker-process.js";
import type { Column } from "../../src/trial/pattern.js";
import type { ReadableDataSet, Reader, WorkerMessage } from "../../src/trial/protocol.js";
import { describeWithSqlalchemy, sqlalchemyPython } from "../sqlalchemy.js";
import { columns as randomColumns, wireRow } from "../unit/trial/rows.js";
import { TemporaryProject } from "./temporary-project.js";

/** Types that the driver makes values of, and values as SQL. */
const everyType: readonly (readonly [type: string, ...values: string[]])[] = [
  ["int2", "-32768", "32767", "0"],
  ["int8", "-9223372036854775808", "9223372036854775807", "9007199254740993"],
  ["numeric", "0", "'NaN'", "'-Infinity'", "1e400", "-1e-400", "123456789012345678.90", "0.10"],
  ["float4", "'NaN'", "'-Infinity'", "3.4028235e38", "1e-45", "0.1"],
  ["float8", "'NaN'", "'Infinity'", "1.7976931348623157e308", "5e-324", "-0.1", "1e16", "'-0'"],
  ["text", "''", "'null'", String.raw`E'\\N'`, String.raw`E'a\tb\nc\\d\r\b\f\v'`, "'👩🏽‍💻é'", String.raw`E'\\.'`],
  ["char(5)", "''", "'ab'"],
  ["citext", "'Ada'"],
  ["bool", "true", "false"],
  ["date", "'0001-01-01'", "'9999-12-31'", "'2024-02-29'"],
  ["time", "'00:00'", "'23:59:59.999999'", "'12:30:00.5'"],
  ["timetz", "'00:00+14'", "'23:59:59.999999-08:30'"],
  ["timestamp", "'0001-01-01'", "'2026-01-31 23:59:59.123456'"],
  ["timestamptz", "'0001-01-02 00:00:00+00'", "'2026-01-31 23:59:59.123456+05:30'", "'1969-12-31 23:59:59.999999+00'"],
  ["interval", "'0'", "'30 days'", "'-04:05:06.789012'", "'3 days 04:05:06'", "'-3 days -00:00:00.000001'"],
  ["uuid", "'00000000-0000-0000-0000-000000000000'", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'"],
  ["json", `'{"b": [1, null], "a": 1.50}'`, "'[]'", `'""'`, "'0'", "'null'", `'"17"'`],
  ["jsonb", `'{"b": [1, null], "a": {"d": "\\u00e9", "c": true}}'`, "'[]'", "'12345678901234567890'"],
  ["bytea", String.raw`'\x'`, String.raw`'\x00ff5c090a'`],
  ["inet", "'10.0.0.1/8'", "'::1'"],
  ["mood", "'happy'", "'so, so'"],
  ["money", "'12.50'"],
  ["tsrange", "'[2026-01-01,)'"],
  ["int[]", "'{}'", "'{NULL}'", "'{1,NULL,-3}'", "'{{1,2},{3,4}}'"],
  ["numeric[]", "'{0.10,NULL,-12.5}'"],
  ["float8[]", "'{NaN,Infinity,0.1}'"],
  ["bool[]", "'{t,f,NULL}'"],
  ["text[]", String.raw`ARRAY[['a"b\c', 'NULL'], [NULL, '']]`, "ARRAY['a,b', '{x}', ' ', E'\\t']", "'{}'"],
  ["date[]", "'{2026-01-31,NULL}'"],
  ["timestamptz[]", "'{2026-01-31 23:59:59.123+00}'"],
  ["interval[]", "'{1 day 00:00:01}'"],
  ["uuid[]", "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'"],
  ["jsonb[]", `ARRAY['{"b": 1, "a": "\\"x\\""}', NULL]::jsonb[]`],
  ["bytea[]", String.raw`ARRAY['\x00ff', '\x']::bytea[]`],
  ["mood[]", `'{happy,NULL,"so, so"}'`],
];

const randomTypes: Readonly<Record<string, string>> = {
  integer: "int8",
  decimal: "numeric",
  text: "text",
  boolean: "boolean",
  date: "date",
  timestamp: "timestamptz",
};

const seed = 20_261_129;
const patterns = ["sqlalchemy/all", "sqlalchemy/stream-results", "sqlalchemy/yield-per"];

let project: TemporaryProject;
let client: pg.Client;
let url: string;
let folder: string;

/** A table, or a view, as workers are told of it. */
async function dataSetOf(name: string): Promise<ReadableDataSet> {
  return readableDataSet({ url, workload: name, schema: "r", name, ...(await shapeOfTable(client, name)) });
}

const options = { timeout: 60_000, signal: new AbortController().signal };
const node = { ...options, command: nodeWorker([]) };
/** A worker whose reads, and whose Node's program, lie in the test's own folder. */
const python = (program = process.execPath) => ({
  ...options,
  command: [
    sqlalchemyPython,
    "-B",
    join(folder, "sqlalchemy", "worker", "worker.py"),
    program,
    join(folder, "handed-rows.js"),
  ] as const,
});

const call = (id: string): Reader & object => ({ id, options: {} });

/** What the worker says after its window, and how it ended. */
async function trialOf(pattern: string, dataSet: ReadableDataSet) {
  const applicationName = "ormeter rows";
  const job = { kind: "trial", pattern: call(pattern), dataSet, warmup: dataSet, applicationName } as const;
  const worker = startWorker(job, python());
  let said: WorkerMessage | undefined;
  for (let next; (next = await worker.next()); said = next) await worker.send({ kind: "go" });
  return { said, exit: await worker.exit };
}

/** The first row in which Python's reading isn't what is expected, with both rows; undefined where there is none. */
async function firstDifference(dataSet: ReadableDataSet, expected: ReadableDataSet, pattern = "sqlalchemy/all") {
  const hashes = { kind: "row-hashes", file: join(folder, "hashes") } as const;
  await askWorker({ ...hashes, dataSet: expected, pattern: "server", mode: "write" }, ["hashed"], node);
  const compare = { ...hashes, dataSet, pattern: call(pattern), mode: "compare" } as const;
  const { difference } = await askWorker(compare, ["compared"], python());
  if (!difference) return undefined;
  const { key } = difference;
  const read = await askWorker({ kind: "row", dataSet, pattern: call(pattern), key }, ["row"], python());
  const server = await askWorker({ kind: "row", dataSet: expected, pattern: "server", key }, ["row"], node);
  return { key, read: read.columns, expected: server.columns };
}

/** Every pattern gives the server's rows, by checksum, by digest, and row by row. */
async function expectServersRows(dataSet: ReadableDataSet): Promise<void> {
  const { checksum, digest } = await askWorker({ kind: "expect", dataSet, warmup: dataSet }, ["expected"], node);
  for (const pattern of patterns) {
    expect(await firstDifference(dataSet, dataSet, pattern)).toBeUndefined();
    const { said } = await trialOf(pattern, dataSet);
    expect(said).toMatchObject({ kind: "checked", checksum, digest });
    expect(said).not.toHaveProperty("misfits");
  }
}

/** Processes of ours to which rows are handed over. */
async function handedTo(): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "latin1").catch(() => "")));
  return lines.filter((line) => line.includes(join(folder, "handed-rows.js")));
}

describeWithSqlalchemy("Python's rows", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ormeter-python-rows-"));
    await cp(join(packageRoot(), "bench", "sqlalchemy"), join(folder, "sqlalchemy"), { recursive: true });
    await symlink(compiledProgram("src/trial/handed-rows.ts"), join(folder, "handed-rows.js"));
    project = await TemporaryProject.create();
    url = (await project.open()).adminUrl;
    client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`CREATE SCHEMA r; SET search_path = r, public; CREATE EXTENSION citext;
      CREATE TYPE mood AS ENUM ('happy', 'so, so'); CREATE TABLE r.people (id int PRIMARY KEY, name text, born date);
      INSERT INTO r.people VALUES (1, 'Ada', '1815-12-10'), (2, NULL, NULL)`);
    const places = everyType.map(([type], index) => `c${index} ${type}`);
    await client.query(`CREATE TABLE r.every (part int, name text, ${places.join(", ")}, PRIMARY KEY (name, part))`);
    const most = Math.max(...everyType.map(([, ...values]) => values.length));
    for (let row = 0; row <= most; row++) {
      const values = everyType.map(([type, ...own]) => `(${own[row] ?? "NULL"})::${type}`);
      await client.query(`INSERT INTO r.every VALUES (${row}, 'n${row % 2}', ${values.join(", ")})`);
    }
  });
  afterAll(async () => {
    await client.end();
    await project.remove();
    await rm(folder, { recursive: true, force: true });
  });

  test("are the server's, whatever type a column has", async () => {
    const dataSet = await dataSetOf("r.every");
    expect(dataSet.key).toEqual(["name", "part"]);
    await expectServersRows(dataSet);
  });

  test("are the server's, whatever the values are", async () => {
    const columns = randomColumns.map(({ name, kind, nullable }) => {
      const type = randomTypes[kind] ?? "";
      return `${name} ${type} ${nullable ? "" : "NOT NULL"}`;
    });
    await client.query(`CREATE TABLE r.random (id int PRIMARY KEY, ${columns.join(", ")})`);
    const rows = fc.sample(wireRow, { numRuns: 1_000, seed });
    await client.query(`INSERT INTO r.random SELECT * FROM jsonb_populate_recordset(NULL::r.random, $1)`, [
      JSON.stringify(rows.map((row, id) => ({ id, ...named(row) }))),
    ]);
    await expectServersRows(await dataSetOf("r.random"));
  });

  test("that differ are named by the whole key, with what both have", async () => {
    const dataSet = await dataSetOf("r.every");
    await client.query(`CREATE VIEW r.odd AS SELECT part, name, CASE WHEN part = 3 THEN 17 ELSE c0 END AS c0,
      ${everyType
        .slice(1)
        .map((_, index) => `c${index + 1}`)
        .join(", ")} FROM r.every WHERE part <> 5`);
    const {
      key,
      read = null,
      expected = null,
    } = (await firstDifference({ ...dataSet, table: "r.odd" }, dataSet)) ?? {};
    expect({ key, read: read?.slice(0, 3), expected: expected?.slice(0, 3) }).toEqual({
      key: "n1, 3",
      read: ["3", "n1", "17"],
      expected: ["3", "n1", null],
    });
    expect(read?.slice(3)).toEqual(expected?.slice(3));
    await client.query("CREATE VIEW r.fewer AS SELECT * FROM r.every WHERE part <> 5");
    expect(await firstDifference({ ...dataSet, table: "r.fewer" }, dataSet)).toMatchObject({
      key: "n1, 5",
      read: null,
    });
  });

  test("that the driver made something else of differ", async () => {
    await client.query(
      "CREATE TABLE r.months (id int PRIMARY KEY, span interval); INSERT INTO r.months VALUES (1, '1 mon')",
    );
    const dataSet = await dataSetOf("r.months");
    expect(await firstDifference(dataSet, dataSet)).toEqual({
      key: "1",
      read: ["1", "0 months 30 days 0 ms"],
      expected: ["1", "1 months 0 days 0 ms"],
    });
  });

  test("with what no such column holds are other data, and no failure", async () => {
    const dataSet = await dataSetOf("r.people");
    const kinds = (change: (column: Column) => Column) => ({ ...dataSet, columns: dataSet.columns.map(change) });
    const notNull = kinds((column) => ({ ...column, nullable: false }));
    expect((await trialOf("sqlalchemy/all", notNull)).said).toMatchObject({
      misfits: { count: 2, row: "2", column: "name", received: "null" },
    });
    const integers = kinds((column) => (column.name === "name" ? { ...column, kind: "integer" } : column));
    expect((await trialOf("sqlalchemy/all", integers)).said).toMatchObject({
      misfits: { count: 1, row: "1", column: "name", received: "Ada (string)" },
    });
    const more = { ...dataSet, columns: [...dataSet.columns, { name: "more", kind: "text", nullable: true } as const] };
    expect((await trialOf("sqlalchemy/all", more)).said).toMatchObject({ kind: "checked", misfits: { count: 2 } });
  });

  test("come with their class, their keys and their columns' types", async () => {
    const { said } = await trialOf("sqlalchemy/all", await dataSetOf("r.people"));
    expect(said).toMatchObject({
      shape: {
        classes: [expect.stringMatching(/Row$/)],
        keys: ["born", "id", "name"],
        columns: [
          { name: "born", type: "date", row: "1", value: "1815-12-10 (date)" },
          { name: "id", type: "int", row: "1", value: "1 (int)" },
          { name: "name", type: "str", row: "1", value: "Ada (str)" },
        ],
        order: expect.stringMatching(/^[\da-f]{64}$/) as unknown,
      },
    });
  });

  test("that can't be written as text end the trial with a sentence that names the column", async () => {
    await client.query(
      `CREATE TABLE r.documents (id int PRIMARY KEY, doc jsonb); INSERT INTO r.documents VALUES (1, '{}')`,
    );
    const dataSet = await dataSetOf("r.documents");
    const columns = dataSet.columns.map((column) => ({ ...column, kind: "text" as const }));
    expect((await trialOf("sqlalchemy/all", { ...dataSet, columns })).said).toMatchObject({
      kind: "failed",
      message: "Unwritable: Column doc can't be written as COPY's text: no text is known for a value of the type dict.",
    });
  });

  test("that Node can't take end the job with Node's own sentence", async () => {
    const file = join(folder, "nothing", "here");
    const dataSet = await dataSetOf("r.people");
    const job = { kind: "row-hashes", dataSet, pattern: call("sqlalchemy/all"), mode: "write", file } as const;
    await expect(askWorker(job, ["hashed"], python())).rejects.toThrow(/^HandoverFailed: ENOENT/);
    await expect(askWorker(job, ["hashed"], python("false"))).rejects.toThrow(
      "HandoverFailed: Node ended with 1 before it had an answer to the rows.",
    );
  });

  test("of a Python that dies while it hands them over leave no process behind", async () => {
    await writeFile(
      join(folder, "sqlalchemy", "dies.py"),
      `import os
DOES = "Dies in its third reading."
reads = 0
def read(engine, table, consume):
    global reads
    reads += 1
    with engine.connect() as connection:
        for row in connection.exec_driver_sql(f"SELECT * FROM {table}"):
            consume(row)
            if reads == 3: os.kill(os.getpid(), 9)
`,
    );
    const { said, exit } = await trialOf("sqlalchemy/dies", await dataSetOf("r.people"));
    expect(said?.kind).toBe("measured");
    expect(exit.signal).toBe("SIGKILL");
    for (let tries = 0; tries < 50 && (await handedTo()).length > 0; tries++) await sleep(100);
    expect(await handedTo()).toEqual([]);
  });
});

/** A random row by the names of its columns. */
const named = (row: readonly (string | null)[]) =>
  Object.fromEntries(randomColumns.map(({ name }, index) => [name, row[index] ?? null]));
