import pg from "pg";
import Cursor from "pg-cursor";
import type { StatementStatistics } from "../../src/engines/engine.js";
import { openStatementStatistics } from "../../src/engines/postgres/statement-statistics.js";
import { query } from "../../scripts/query.js";
import { TemporaryProject, type ObservedDatabase } from "./temporary-project.js";

let project: TemporaryProject;
let database: ObservedDatabase;
let statistics: StatementStatistics;
let reader: pg.Client;

beforeAll(async () => {
  project = await TemporaryProject.create();
  database = await project.open();
  await database.prepare(1_000);
  const opened = await database.statistics();
  if ("absent" in opened) throw new Error(opened.absent);
  statistics = opened;
  reader = new pg.Client({ connectionString: database.readerUrl, application_name: "ormeter reader" });
  await reader.connect();
});
afterAll(async () => {
  await reader.end();
  await statistics.close();
  await project.remove();
});

/** What the server counted while `work` ran. */
async function counted(work: () => Promise<unknown>) {
  const since = await statistics.count();
  await work();
  const counts = await since();
  if ("absent" in counts) throw new Error(counts.absent);
  return counts;
}

const calls = (counts: readonly { text: string; calls: number }[]) => counts.map(({ text, calls }) => [text, calls]);

test("one SELECT is one call, with its rows and its time", async () => {
  const counts = await counted(() => reader.query("SELECT * FROM ormeter_employees_1000.employees"));
  expect(counts).toEqual([
    {
      text: "SELECT * FROM ormeter_employees_1000.employees",
      calls: 1,
      rows: 1_000,
      time: expect.any(Number) as number,
    },
  ]);
  expect(counts[0]?.time).toBeGreaterThan(0);
});

test("a cursor's FETCHes are counted one by one", async () => {
  const counts = await counted(async () => {
    await reader.query("BEGIN");
    await reader.query("DECLARE c NO SCROLL CURSOR FOR SELECT * FROM ormeter_employees_1000.employees");
    for (let batch = 0; batch < 10; batch++) await reader.query("FETCH FORWARD 100 FROM c");
    await reader.query("COMMIT");
  });
  const fetches = counts.filter(({ text }) => text.startsWith("FETCH"));
  expect(fetches.reduce((sum, { calls }) => sum + calls, 0)).toBe(10);
  expect(fetches.reduce((sum, { rows }) => sum + rows, 0)).toBe(1_000);
  expect(counts.filter(({ text }) => text.startsWith("DECLARE"))).toHaveLength(1);
  expect(counts.filter(({ text }) => text.startsWith("SELECT"))).toEqual([]);
});

test("what the driver's cursor reads batch by batch is still one statement", async () => {
  const counts = await counted(async () => {
    const cursor = reader.query(new Cursor("SELECT id FROM ormeter_employees_1000.employees"));
    while ((await cursor.read(100)).length > 0);
    await cursor.close();
  });
  expect(calls(counts)).toEqual([["SELECT id FROM ormeter_employees_1000.employees", 1]]);
});

test("neither other roles' statements nor its own snapshots are counted", async () => {
  const counts = await counted(async () => {
    await query(database.adminUrl, "SELECT count(*) FROM ormeter_employees_1000.employees");
    await (
      await statistics.count()
    )();
  });
  expect(counts).toEqual([]);
});

test("a statement is planned as the statistics show it, its constants replaced", async () => {
  const [count] = await counted(() =>
    reader.query("SELECT id FROM ormeter_employees_1000.employees WHERE id > $1 ORDER BY id LIMIT 10", [5]),
  );
  expect(count?.text).toContain("$");
  expect(await statistics.plan(count?.text ?? "")).toMatch(/Limit.*\n.*Index.*Scan/);
  expect(await statistics.plan("SELECT * FROM ormeter_employees_1000.employees")).toMatch(/Seq Scan on employees/);
  expect(await statistics.plan("DECLARE c CURSOR FOR SELECT * FROM ormeter_employees_1000.employees")).toMatch(
    /Seq Scan/,
  );
});

test("statements without a plan have none, and planning executes nothing", async () => {
  expect(await statistics.plan("FETCH FORWARD $1 FROM c")).toBeUndefined();
  expect(await statistics.plan("COPY employees TO STDOUT")).toBeUndefined();
  expect(await statistics.plan("SELECT 1; DROP SCHEMA ormeter_employees_1000 CASCADE")).toBeUndefined();
  expect(await statistics.plan("SELECT * FROM nowhere")).toBeUndefined();
  const [rows] = await query(database.readerUrl, "SELECT count(*)::int AS rows FROM ormeter_employees_1000.employees");
  expect(rows).toEqual({ rows: 1_000 });
});

test("the backends of a connection are found by its name", async () => {
  const { rows } = await reader.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  expect(await statistics.backends("ormeter reader")).toEqual(process.platform === "linux" ? [rows[0]?.pid] : []);
  expect(await statistics.backends("someone else")).toEqual([]);
});

test("a database without the extension says so", async () => {
  await query(database.adminUrl, "CREATE DATABASE bare");
  const opened = await openStatementStatistics(database.adminUrl.replace(/postgres$/, "bare"), {
    role: "ormeter_reader",
    shared: false,
  });
  expect(opened).toEqual({ absent: expect.stringMatching(/the extension is not created in this database/) as string });
});

test("statistics outlive the connection that they are read on", async () => {
  await query(
    database.adminUrl,
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ormeter' AND pid <> pg_backend_pid()",
  );
  const counts = await counted(() => reader.query("SELECT 1 AS one FROM ormeter_employees_1000.employees LIMIT 1"));
  expect(calls(counts)).toHaveLength(1);
});
