/** What is the user's on the user's own server stays as it is, whatever ormeter does there. */
import pg from "pg";
import type { Database, DatabaseOptions } from "../../src/engines/engine.js";
import { openDatabase } from "../../src/engines/open-database.js";
import { digestDifference, unchanged, userDigest, type UserDigest } from "../support/user-digest.js";
import { BenchProject } from "./bench-project.js";
import { query } from "../../scripts/query.js";
import { TemporaryProject } from "./temporary-project.js";
import { employees } from "../support/workload.js";

// A second embedded server stands for the user's own.
let project: TemporaryProject;
let admin: string;
let url: string;

beforeAll(async () => {
  project = await TemporaryProject.create();
  const theirs = await project.open();
  await query(theirs.adminUrl, "CREATE ROLE ada LOGIN PASSWORD 'lovelace'");
  await query(theirs.adminUrl, "CREATE DATABASE shop OWNER ada");
  const address = new URL(theirs.adminUrl);
  address.pathname = "/shop";
  admin = address.href;
  address.username = "ada";
  address.password = "lovelace";
  url = address.href;
  await query(url, "CREATE TABLE public.orders AS SELECT n AS id FROM generate_series(1, 10) AS n");
});
afterAll(() => project.remove());

const digest = (): Promise<UserDigest> => userDigest(admin);

async function using<T>(use: (database: Database) => Promise<T>, options: Partial<DatabaseOptions> = {}): Promise<T> {
  const database = await openDatabase({
    projectDir: project.folder,
    workload: employees,
    rows: 100,
    command: "bench",
    mayWrite: true,
    url,
    ...options,
  });
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

const clean = () => using((database) => database.removeDataSets());

test("what a load makes goes again without a trace, and nothing else changes on the whole server", async () => {
  const before = await digest();
  await using((database) => database.prepareAll([50, 100]));
  expect(digestDifference(before, await digest()).lost).toEqual([]);
  expect(await clean()).toEqual([
    { kind: "removed", schema: "ormeter_employees_50" },
    { kind: "removed", schema: "ormeter_employees_100" },
  ]);
  expect(digestDifference(before, await digest())).toEqual(unchanged);
});

describe("a schema of that name that isn't ormeter's is neither dropped nor filled:", () => {
  test.each([
    ["one with nothing in it", "SELECT"],
    [
      "one with a table",
      "CREATE TABLE ormeter_employees_100.employees (id int, wage int); CREATE VIEW public.w AS TABLE ormeter_employees_100.employees",
    ],
    [
      "one with a function and a sequence",
      "CREATE FUNCTION ormeter_employees_100.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE SEQUENCE ormeter_employees_100.s",
    ],
  ])("%s", async (_, contents) => {
    await query(url, `CREATE SCHEMA ormeter_employees_100; ${contents}`);
    try {
      const before = await digest();
      await expect(using((database) => database.prepareAll([50, 100]))).rejects.toThrow(
        "There is a schema ormeter_employees_100 on this server that isn't ormeter's: it doesn't carry its mark, a comment. " +
          "Move that elsewhere, or use another number of --rows; nothing was changed.",
      );
      expect(await clean()).toMatchObject([{ kind: "left", schema: "ormeter_employees_100", ours: false }]);
      expect(digestDifference(before, await digest())).toEqual(unchanged);
    } finally {
      await query(url, "DROP SCHEMA ormeter_employees_100 CASCADE");
    }
  });
});

describe("what the user made around a data set is named and left, and the data set with it:", () => {
  beforeAll(async () => {
    await using((database) => database.prepare(100));
    // So that a run would make it anew.
    await query(url, "UPDATE ormeter_employees_100.employees SET notes = 'changed' WHERE id = 1");
  });
  afterAll(clean);

  test.each([
    ["a view elsewhere", "VIEW public.v", "AS TABLE ormeter_employees_100.employees", "view v"],
    [
      "a foreign key elsewhere",
      "TABLE public.t",
      "(e int REFERENCES ormeter_employees_100.employees)",
      "constraint t_e_fkey on table t",
    ],
    [
      "a default elsewhere",
      "TABLE public.t",
      "(n int DEFAULT nextval('ormeter_employees_100.migrations_id_seq'))",
      "default value for column n of table t",
    ],
    ["a child elsewhere", "TABLE public.t", "() INHERITS (ormeter_employees_100.employees)", "table t"],
    [
      "a function on its rows",
      "FUNCTION public.f",
      "(ormeter_employees_100.employees) RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "function f(ormeter_employees_100.employees)",
    ],
    [
      "statistics elsewhere",
      "STATISTICS public.st",
      "ON first_name, last_name FROM ormeter_employees_100.employees",
      "statistics object st",
    ],
    ["an index", "INDEX i", "ON ormeter_employees_100.employees (email)", "index ormeter_employees_100.i"],
    ["a table", "TABLE ormeter_employees_100.t", "(id int PRIMARY KEY)", "table ormeter_employees_100.t"],
    [
      "a function",
      "FUNCTION ormeter_employees_100.f",
      "() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "function ormeter_employees_100.f()",
    ],
    [
      "a sequence",
      "SEQUENCE ormeter_employees_100.s",
      "OWNED BY ormeter_employees_100.employees.id",
      "sequence ormeter_employees_100.s",
    ],
    ["an enum", "TYPE ormeter_employees_100.mood", "AS ENUM ('fine')", "type ormeter_employees_100.mood"],
    [
      "a materialized view",
      "MATERIALIZED VIEW ormeter_employees_100.m",
      "AS SELECT 1",
      "materialized view ormeter_employees_100.m",
    ],
    [
      "an operator",
      "OPERATOR ormeter_employees_100.===",
      "(FUNCTION = int4eq, LEFTARG = int4, RIGHTARG = int4)",
      "operator ormeter_employees_100.===(integer,integer)",
    ],
    ["a collation", "COLLATION ormeter_employees_100.c", `FROM "C"`, "collation ormeter_employees_100.c"],
    [
      "a rule",
      "RULE r",
      "AS ON DELETE TO ormeter_employees_100.employees DO INSTEAD NOTHING",
      "rule r on table ormeter_employees_100.employees",
    ],
    ["a policy", "POLICY p", "ON ormeter_employees_100.employees", "policy p on table ormeter_employees_100.employees"],
    ["an extension", "EXTENSION pg_trgm", "SCHEMA ormeter_employees_100", "extension pg_trgm"],
    [
      "a publication",
      "PUBLICATION p",
      "FOR TABLE ormeter_employees_100.employees",
      "publication of table ormeter_employees_100.employees in publication p",
    ],
  ])("%s", async (_, object, definition, name) => {
    await query(url, `CREATE ${object} ${definition}`);
    try {
      const before = await digest();
      await expect(using((database) => database.prepareAll([50, 100]))).rejects.toThrow(
        `In the way of ormeter_employees_100 is what isn't ormeter's: ${name}. Move that elsewhere`,
      );
      expect(await clean()).toEqual([
        {
          kind: "left",
          schema: "ormeter_employees_100",
          ours: true,
          reason: `In the way of ormeter_employees_100 is what isn't ormeter's: ${name}.`,
        },
      ]);
      expect(digestDifference(before, await digest())).toEqual(unchanged);
    } finally {
      const on = /^(RULE|POLICY)/.test(object) ? " ON ormeter_employees_100.employees" : "";
      await query(url, `DROP ${object === "INDEX i" ? "INDEX ormeter_employees_100.i" : withSignature(object)}${on}`);
    }
  });

  test("a table of the user's in ormeter's place, without the mark", async () => {
    await query(admin, "COMMENT ON TABLE ormeter_employees_100.employees IS 'mine'");
    await expect(using((database) => database.prepare(100))).rejects.toThrow(
      /ormeter's: table ormeter_employees_100\.employees\./,
    );
    await query(admin, `COMMENT ON TABLE ormeter_employees_100.employees IS 'ormeter data set {}'`);
  });
});

/** PostgreSQL wants an operator's operands to drop it. */
const withSignature = (object: string): string => object.replace("===", "=== (int4, int4)");

describe("a load that breaks off leaves nothing that wasn't there before:", () => {
  test("by an error of the server's, after another data set was loaded for the same run", async () => {
    const before = await digest();
    await query(
      admin,
      `CREATE FUNCTION public.refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
         IF to_regclass('ormeter_employees_100.employees') IS NOT NULL THEN RAISE 'no room' USING ERRCODE = '53100'; END IF; END $$;
       CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION public.refuse()`,
    );
    try {
      await expect(using((database) => database.prepareAll([50, 100]))).rejects.toThrow(
        "Could not load the data set ormeter_employees_100: no room. The server's disk is full",
      );
    } finally {
      await query(admin, "DROP EVENT TRIGGER refuse; DROP FUNCTION public.refuse()");
    }
    expect(digestDifference(before, await digest())).toEqual(unchanged);
  });

  test("by an interruption", async () => {
    const before = await digest();
    const controller = new AbortController();
    const interrupted = using(
      (database) =>
        database.prepareAll([50, 300_000], ({ step, rows = 0 }) => {
          if (step === "loading" && rows >= 50_000) controller.abort(new Error("enough"));
        }),
      { signal: controller.signal },
    );
    await expect(interrupted).rejects.toThrow("enough");
    await gone("ormeter load");
    expect(digestDifference(before, await digest())).toEqual(unchanged);
  });
});

/** Waits until the server has noticed that a session's client is gone. */
async function gone(application: string): Promise<void> {
  const sessions = () => query(admin, `SELECT FROM pg_stat_activity WHERE application_name = '${application}'`);
  while ((await sessions()).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

test("a second ormeter on the server is told of the first, in whatever database that is", async () => {
  await query(admin, "CREATE DATABASE other OWNER ada");
  const elsewhere = url.replace(/shop$/, "other");
  await using(async () => {
    for (const second of [url, elsewhere]) {
      await expect(using(() => Promise.resolve(), { url: second })).rejects.toThrow(
        /^Another ormeter is at work on this server: ormeter bench \(process \d+, role ada, since .* UTC\)\. Two at once/,
      );
    }
  });
  await using(() => Promise.resolve(), { url: elsewhere });
});

test("waiting for somebody else's lock says whose", async () => {
  await using((database) => database.prepare(100));
  const reader = new pg.Client({ connectionString: url, application_name: "their service" });
  await reader.connect();
  await reader.query("BEGIN; SELECT FROM ormeter_employees_100.employees LIMIT 1");
  const notes: string[] = [];
  await using((database) => database.removeDataSets(), {
    onProgress: ({ step, note }) => {
      if (step !== "waiting") return;
      notes.push(note ?? "");
      void reader.query("COMMIT");
    },
  });
  await reader.end();
  expect(notes).toEqual([
    expect.stringMatching(
      /^Waiting for their service \(process \d+, role ada, since .*\) to release ormeter_employees_100\.employees/,
    ),
  ]);
});

describe("through the real commands", () => {
  let bench: BenchProject;
  beforeAll(async () => {
    bench = await BenchProject.create({ cluster: false });
  });
  afterAll(() => bench.remove());

  test("bench --url and db --clean leave the server as it was", async () => {
    const read = ["--patterns=pg/copy", "--rows=100", "--rounds=1", `--url=${url}`];
    await query(url, "CREATE SCHEMA ormeter_employees_100; CREATE SEQUENCE ormeter_employees_100.invoices");
    const before = await digest();
    const refused = await bench.start(...read).ended;
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("There is a schema ormeter_employees_100 on this server that isn't ormeter's");
    expect(digestDifference(before, await digest())).toEqual(unchanged);

    await query(url, "ALTER SCHEMA ormeter_employees_100 RENAME TO accounting");
    const renamed = await digest();
    expect((await bench.bench(...read)).code).toBe(0);
    expect(digestDifference(renamed, await digest()).lost).toEqual([]);
    const cleaned = await bench.ormeter(["db", "--clean", `--url=${url}`]).ended;
    expect(cleaned).toMatchObject({
      code: 0,
      stdout: "Removed ormeter_employees_100.\nRemoved ormeter_employees_5000.\n",
    });
    expect(digestDifference(renamed, await digest())).toEqual(unchanged);
    const again = await bench.ormeter(["db", "--clean", `--url=${url}`]).ended;
    expect(again).toMatchObject({ code: 0, stdout: "There is no data set of ormeter's.\n" });
  });
});
