/** A table with a column of every type: its shape from the catalog, and its rows alike from the driver and from COPY. */
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { shapeOfTable } from "../../src/engines/postgres/catalog.js";
import { readableDataSet } from "../../src/runner/readable.js";
import type { ReadableDataSet } from "../../src/trial/protocol.js";
import { createChecksum } from "../../src/trial/checksum.js";
import { digestOf, rowHash, rowTexts } from "../../src/trial/digest.js";
import { columnKeys, type Column, type RowShape } from "../../src/trial/pattern.js";
import { TemporaryProject } from "./temporary-project.js";

/** A column's type, the kind that it must be found to be, and values of it as SQL, no two of them equal. */
type TypeCase = readonly [type: string, kind: string, ...values: string[]];

const cases: readonly TypeCase[] = [
  ["int2", "integer", "-32768", "32767", "0"],
  ["int4", "integer", "-2147483648", "2147483647", "0"],
  ["int8", "integer", "-9223372036854775808", "9223372036854775807", "9007199254740993", "9007199254740992"],
  ["oid", "integer", "0", "4294967295"],
  ["numeric", "decimal", "0", "'NaN'", "'-Infinity'", "1e400", "-1e-400", "123456789012345678.90", "0.1"],
  ["numeric(30,10)", "decimal", "0", "99999999999999999999", "-0.0000000001"],
  ["float4", "float", "'NaN'", "'-Infinity'", "3.4028235e38", "1e-45", "0.1"],
  ["float8", "float", "'NaN'", "'Infinity'", "1.7976931348623157e308", "5e-324", "-0.1"],
  ["text", "text", "''", "'null'", String.raw`E'\\N'`, String.raw`E'a\tb\nc\\d'`, "'👩🏽‍💻é'"],
  ["varchar(10)", "text", "''", "' x '"],
  ["char(5)", "text", "''", "'ab'"],
  ["name", "text", "'pg_class'"],
  ["citext", "text", "'Ada'", "''"],
  ["bool", "boolean", "true", "false"],
  ["date", "date", "'0044-03-15 BC'", "'0001-01-01'", "'10000-01-01'", "'infinity'", "'-infinity'", "'2024-02-29'"],
  ["time", "text", "'00:00'", "'24:00'", "'23:59:59.999999'"],
  ["timetz", "text", "'00:00+14'", "'23:59:59.999999-08:30'"],
  [
    "timestamp",
    "local-timestamp",
    "'0044-03-15 12:00:00 BC'",
    "'10000-01-01'",
    "'infinity'",
    "'-infinity'",
    "'2026-01-31 23:59:59.123456'",
  ],
  [
    "timestamptz",
    "timestamp",
    "'0044-03-15 12:00:00+00 BC'",
    "'0001-01-01 00:00:00+00'",
    "'10000-01-01 00:00:00+00'",
    "'infinity'",
    "'-infinity'",
    "'2026-01-31 23:59:59.123456+05:30'",
  ],
  [
    "interval",
    "interval",
    "'0'",
    "'1 mon'",
    "'30 days'",
    "'-178000000 years'",
    "'1 year -2 mons 3 days -04:05:06.789012'",
    "'-0.000001 s'",
    "'2562047 hours'",
  ],
  ["uuid", "uuid", "'00000000-0000-0000-0000-000000000000'", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'"],
  ["json", "json", `'{"b": [1, null], "a": 1.50}'`, "'[]'", "'{}'", `'""'`, "'0'"],
  ["jsonb", "json", `'{"b": [1, null], "a": {"d": "\\u00e9", "c": true}}'`, "'[]'", "'{}'", "'17'"],
  ["bytea", "bytea", String.raw`'\x'`, String.raw`'\x00ff5c090a'`],
  ["inet", "text", "'10.0.0.1/8'", "'::1'"],
  ["mood", "enum", "'happy'", "'so, so'"],
  ["cents", "decimal", "0", "12.50"],
  ["point", "other", "'(1,2)'"],
  ["money", "other", "'12.50'"],
  ["tsrange", "other", "'[2026-01-01,)'"],
  ["int2vector", "other", "'1 2 3'"],
  ["pair", "other", "ROW(1, 'x')"],
  ["box[]", "other", "'{(1,1),(0,0);(2,2),(1,1)}'"],
  ["int[]", "array of integer", "'{}'", "'{NULL}'", "'{1,NULL,-3}'", "'{{1,2},{3,4}}'", "'[0:1]={1,2}'"],
  ["int8[]", "array of integer", "'{9223372036854775807,-1}'"],
  ["numeric[]", "array of decimal", "'{0.10,NULL,-12.5}'"],
  ["float8[]", "array of float", "'{NaN,Infinity,0.1}'"],
  ["bool[]", "array of boolean", "'{t,f,NULL}'"],
  [
    "text[][]",
    "array of text",
    "'{}'",
    String.raw`ARRAY[['a"b\c', 'NULL'], [NULL, '']]`,
    "ARRAY['a,b', '{x}', ' ', E'\\t']",
    "ARRAY['a', 'b']",
  ],
  ["date[]", "array of date", "'{2026-01-31,NULL}'"],
  ["timestamptz[]", "array of timestamp", "'{2026-01-31 23:59:59.123+00,infinity}'"],
  ["interval[]", "array of interval", "'{1 day 00:00:01,1 mon}'"],
  ["uuid[]", "array of uuid", "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'"],
  ["jsonb[]", "array of json", `ARRAY['{"b": 1, "a": [2]}', NULL]::jsonb[]`],
  ["bytea[]", "array of bytea", String.raw`ARRAY['\x00ff', '\x']::bytea[]`],
  ["mood[]", "array of enum", `'{happy,NULL,"so, so"}'`],
  ["citext[]", "array of text", "'{Ada,NULL}'"],
  ["cents[]", "array of decimal", "'{12.50,NULL}'"],
  ["labels", "array of text", `'{a,"b c"}'`],
  ["point[]", "array of other", `'{"(1,2)","(3,4)"}'`],
];

const columnName = (index: number): string => `Column ${index}`;
const table = '"every type"."Its values"';
const copyText: RowShape = { kind: "copy-text" };

let project: TemporaryProject;
let client: pg.Client;
/** A table's columns and key, as workers are told of them. */
async function shapeOf(name: string): Promise<Pick<ReadableDataSet, "columns" | "key">> {
  const where = { url: "", workload: "", schema: "", name };
  const { columns, key } = readableDataSet({ ...where, ...(await shapeOfTable(client, name)) });
  return { columns, key };
}

let shape: Awaited<ReturnType<typeof shapeOf>>;

async function createTable(): Promise<void> {
  await client.query(`CREATE SCHEMA "every type"; SET search_path = "every type"; CREATE EXTENSION citext;
    CREATE TYPE mood AS ENUM ('happy', 'so, so');
    CREATE DOMAIN amount AS numeric(12,2); CREATE DOMAIN cents AS amount CHECK (VALUE >= 0);
    CREATE DOMAIN labels AS text[]; CREATE TYPE pair AS (a int, b text)`);
  const columns = cases.map(([type], index) => `"${columnName(index)}" ${type}`);
  await client.query(
    `CREATE TABLE ${table} (part int NOT NULL, gone int, ${columns.join(", ")}, id uuid, PRIMARY KEY (id, part));
     ALTER TABLE ${table} DROP COLUMN gone`,
  );
  const most = Math.max(...cases.map(([, , ...values]) => values.length));
  // One row more, of nulls alone.
  for (let row = 0; row <= most; row++) {
    const values = cases.map(([type, , ...own]) => `(${own[row] ?? "NULL"})::${type}`);
    await client.query(`INSERT INTO ${table} VALUES (${row % 2}, ${values.join(", ")}, gen_random_uuid())`);
  }
}

/** The rows as COPY writes them, in another time zone than the driver's. */
async function copiedLines(columns: readonly Column[]): Promise<Buffer[]> {
  await client.query("SET TimeZone = 'UTC'");
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(copyTo(`COPY (SELECT ${names} FROM ${table}) TO STDOUT`))) {
    chunks.push(chunk as Buffer);
  }
  const bytes = Buffer.concat(chunks);
  const lines: Buffer[] = [];
  for (let [start, end] = [0, bytes.indexOf("\n")]; end !== -1; start = end + 1, end = bytes.indexOf("\n", start)) {
    lines.push(bytes.subarray(start, end));
  }
  return lines;
}

function read(rows: readonly unknown[], access: RowShape) {
  const checksum = createChecksum(shape, access);
  for (const row of rows) checksum.add(row);
  const texts = rows.map(rowTexts(shape.columns, access));
  return { checksum: checksum.value(), misfits: checksum.misfits(), texts, digest: digestOf(texts.map(rowHash)) };
}

beforeAll(async () => {
  project = await TemporaryProject.create();
  const { adminUrl } = await project.open();
  client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await createTable();
  shape = await shapeOf(table);
});
afterAll(async () => {
  await client.end();
  await project.remove();
});

test("The catalog says what kind each column is, and what the key is, in its order", () => {
  expect(shape.key).toEqual(["id", "part"]);
  const found = shape.columns.map(({ name, kind, element, nullable }) => ({
    name,
    kind: element === undefined ? kind : `${kind} of ${element}`,
    nullable,
  }));
  expect(found).toEqual([
    { name: "part", kind: "integer", nullable: false },
    ...cases.map(([, kind], index) => ({ name: columnName(index), kind, nullable: true })),
    { name: "id", kind: "uuid", nullable: false },
  ]);
});

test("A table that isn't there, or has no key, has none", async () => {
  expect(await shapeOf('"every type"."nothing"')).toEqual({ columns: [], key: [] });
  await client.query('CREATE TABLE "every type".keyless (id int UNIQUE)');
  expect(await shapeOf('"every type".keyless')).toEqual({
    columns: [{ name: "id", kind: "integer", nullable: true }],
    key: [],
  });
});

test("The driver's rows and COPY's lines have equal texts, digests and checksums, and no value but those", async () => {
  await client.query("SET TimeZone = 'America/St_Johns'");
  const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM ${table}`);
  const driver = read(rows, columnKeys);
  const copy = read(await copiedLines(shape.columns), copyText);
  for (const [index, { name }] of shape.columns.entries()) {
    const type = cases[index - 1]?.[0];
    const textsOf = ({ texts }: typeof driver) => texts.map((row) => row[index]);
    expect({ name, type, texts: textsOf(driver) }).toEqual({ name, type, texts: textsOf(copy) });
  }
  expect(driver).toEqual(copy);
  expect(copy.misfits).toBeUndefined();
});

test("No two values of a column have the same text, but of what drivers don't agree on", async () => {
  const { texts } = read(await copiedLines(shape.columns), copyText);
  for (const [at, [type, kind, ...values]] of cases.entries()) {
    const distinct = new Set(texts.map((row) => row[at + 1]));
    expect([type, distinct.size]).toEqual([type, kind === "other" ? 2 : values.length + 1]);
  }
});
