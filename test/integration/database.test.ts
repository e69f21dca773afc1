import { stat } from "node:fs/promises";
import { join } from "node:path";
import { query } from "../../scripts/query.js";
import { projectWorkload } from "../../src/project/workloads.js";
import { TemporaryProject, until, type ObservedDatabase } from "./temporary-project.js";

/** What a thousand rows of version 1 hash to, on every machine. */
const digestOfThousand = "3490a0bdd6bd7916";

describe("an embedded database that is started again", () => {
  let project: TemporaryProject;
  beforeEach(async () => {
    project = await TemporaryProject.create({ cluster: false });
  });
  afterEach(() => project.remove());

  test("loads a data set, and finds it sound after a restart", async () => {
    const first = await project.open();
    const loaded = await first.prepare(1_000);
    expect(loaded).toEqual({
      name: "employees",
      version: 1,
      schema: "ormeter_employees_1000",
      rows: 1_000,
      digest: digestOfThousand,
      bytes: expect.any(Number) as number,
    });
    expect(first.progress).toContainEqual({ step: "loading", rows: 1_000, of: 1_000 });
    await first.close();

    const second = await project.open();
    expect(await second.prepare(1_000)).toEqual(loaded);
    expect(second.progress.map(({ step }) => step)).toEqual(["starting", "verifying", "prewarming"]);
  });

  test("holds the same rows whatever time zone and locale it is started in", async () => {
    const command = project.command(1_000, { TZ: "America/St_Johns", LC_ALL: "tr_TR.UTF-8", PGDATESTYLE: "German" });
    expect((await until(command, "prepared"))["digest"]).toBe(digestOfThousand);
  });

  test("keeps its passwords in files that only their owner may read", async () => {
    const database = await project.open();
    for (const name of ["cluster.json", "server.json"]) {
      expect((await stat(join(project.folder, ".ormeter", name))).mode & 0o077).toBe(0);
    }
    await database.close();
    await expect(stat(join(project.folder, ".ormeter", "server.json"))).rejects.toThrow(/ENOENT/);
  });

  test("gives up when it is told to while it loads, and closes twice as well as once", async () => {
    const controller = new AbortController();
    const database = await project.open({ signal: controller.signal });
    const loading = database.prepare(300_000, ({ step, rows = 0 }) => {
      if (step === "loading" && rows > 0) controller.abort(new Error("enough"));
    });
    await expect(loading).rejects.toThrow("enough");
    await Promise.all([database.close(), database.close()]);
    await database.close();
  });
});

describe("a data set of two tables", () => {
  let project: TemporaryProject;
  let database: ObservedDatabase;
  beforeAll(async () => {
    project = await TemporaryProject.create();
    database = await project.open({ workload: await projectWorkload("departments") });
  });
  afterAll(() => project.remove());

  test("is verified in both, and has roots without any and with twice as many", async () => {
    const dataSet = await database.prepare(100);
    const [found] = await query<{ held: string }>(
      database.readerUrl,
      `SELECT string_agg(DISTINCT held::text, ' ' ORDER BY held::text) AS held FROM (
         SELECT count(employee.id) AS held FROM ormeter_departments_100.departments AS root
         LEFT JOIN ormeter_departments_100.department_employees AS employee ON department_id = root.id GROUP BY root.id
       ) AS department`,
    );
    expect(found?.held).toBe("0 10 20");
    await query(database.adminUrl, "UPDATE ormeter_departments_100.department_employees SET salary = 1 WHERE id = 7");
    const notes: (string | undefined)[] = [];
    expect(await database.prepare(100, ({ note }) => notes.push(note))).toEqual(dataSet);
    expect(notes.filter(Boolean)).toEqual([expect.stringContaining("loaded anew: its rows were changed")]);
  });

  test("goes with its index, which is marked, and not with another one, which isn't", async () => {
    await database.prepare(50);
    await query(database.adminUrl, "CREATE INDEX theirs ON ormeter_departments_50.department_employees (email)");
    expect(await database.removeDataSets(50)).toMatchObject([
      { kind: "left", reason: expect.stringContaining("index ormeter_departments_50.theirs") as string },
    ]);
    await query(database.adminUrl, "DROP INDEX ormeter_departments_50.theirs");
    expect(await database.removeDataSets(50)).toMatchObject([{ kind: "removed" }]);
  });
});

describe("an embedded database", () => {
  let project: TemporaryProject;
  let database: ObservedDatabase;
  beforeAll(async () => {
    project = await TemporaryProject.create();
    database = await project.open();
  });
  afterAll(() => project.remove());

  test("loads a single row as well as rows that end in the middle of a chunk", async () => {
    expect((await database.prepare(1)).rows).toBe(1);
    expect((await database.prepare(50_001)).rows).toBe(50_001);
    const [last] = await query<{ ids: string }>(
      database.readerUrl,
      "SELECT count(*) || '/' || count(DISTINCT id) || '/' || min(id) || '/' || max(id) AS ids FROM ormeter_employees_50001.employees",
    );
    expect(last?.ids).toBe("50001/50001/1/50001");
  });

  test.each([
    [
      "a changed row",
      "UPDATE ormeter_employees_1000.employees SET notes = 'x' WHERE id = 500",
      "its rows were changed",
    ],
    [
      "a missing row",
      "DELETE FROM ormeter_employees_1000.employees WHERE id = 1000",
      "it holds 999 rows instead of 1000",
    ],
    ["a dropped key", dropKey("ormeter_employees_1000"), "its primary key is gone"],
    [
      "an added column",
      "ALTER TABLE ormeter_employees_1000.employees ADD extra int DEFAULT 7",
      "its rows were changed",
    ],
    ["no record", "COMMENT ON TABLE ormeter_employees_1000.employees IS 'mine'", "it was not loaded to its end"],
    ["another version", editRecord('"version":1', '"version":99'), "it is version 99"],
    ["another count", editRecord('"rows":1000', '"rows":1001'), "it is recorded with 1001 rows instead of 1000"],
  ])("loads the data set anew after %s, and says why", async (_, tampering, reason) => {
    const loaded = await database.prepare(1_000);
    await query(database.adminUrl, tampering);

    const notes: (string | undefined)[] = [];
    expect(await database.prepare(1_000, ({ note }) => void notes.push(note))).toEqual(loaded);
    expect(notes.filter(Boolean)).toEqual([expect.stringContaining(`loaded anew: ${reason}`)]);
  });

  test("doesn't drop a schema that holds someone else's table", async () => {
    await query(
      database.adminUrl,
      "CREATE SCHEMA ormeter_employees_11; CREATE TABLE ormeter_employees_11.treasure (id int)",
    );
    await expect(database.prepare(11)).rejects.toThrow(
      /There is a schema ormeter_employees_11 on this server that isn't ormeter's/,
    );
  });

  test("lets the reads' role read and nothing else", async () => {
    const { readerUrl } = database;
    await database.prepare(10);
    const [counted] = await query(readerUrl, "SELECT count(*)::int AS rows FROM ormeter_employees_10.employees");
    expect(counted).toEqual({ rows: 10 });
    await expect(query(readerUrl, "DELETE FROM ormeter_employees_10.employees")).rejects.toThrow(
      /read-only transaction/,
    );
    await expect(
      query(readerUrl, "SET TRANSACTION READ WRITE; DELETE FROM ormeter_employees_10.employees"),
    ).rejects.toThrow(/permission denied/);
  });

  test("listens on 127.0.0.1 alone", async () => {
    const [server] = await query(
      database.adminUrl,
      "SELECT current_setting('listen_addresses') AS at, current_setting('unix_socket_directories') AS socket",
    );
    expect(server).toEqual({ at: "127.0.0.1", socket: "" });
  });
});

describe("a project that only its owner may enter", () => {
  test("has its server too, also where root owns it and lets nobody into new files", async () => {
    const closed = await TemporaryProject.create({ cluster: false, mode: 0o700 });
    const umask = process.umask(0o077);
    try {
      const database = await closed.open();
      expect((await database.prepare(1_000)).digest).toBe(digestOfThousand);
      await database.close();
      const again = await closed.open();
      await again.prepare(1_000);
      expect(again.progress.map(({ step }) => step)).not.toContain("loading");
      expect((await stat(closed.folder)).mode & 0o777).toBe(0o700);
    } finally {
      process.umask(umask);
      await closed.remove();
    }
  });
});

function dropKey(schema: string): string {
  return `DO $$ BEGIN EXECUTE (SELECT 'ALTER TABLE ${schema}.employees DROP CONSTRAINT ' || quote_ident(conname)
    FROM pg_constraint WHERE conrelid = '${schema}.employees'::regclass AND contype = 'p'); END $$`;
}

function editRecord(from: string, to: string): string {
  return `DO $$ BEGIN EXECUTE (SELECT format('COMMENT ON TABLE ormeter_employees_1000.employees IS %L',
    replace(obj_description('ormeter_employees_1000.employees'::regclass), '${from}', '${to}'))); END $$`;
}
