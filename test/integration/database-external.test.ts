import { createServer } from "node:net";
import pg from "pg";
import type { Database } from "../../src/engines/engine.js";
import { openDatabase } from "../../src/engines/open-database.js";
import { UsageError } from "../../src/errors.js";
import { readableDataSet } from "../../src/runner/readable.js";
import { connectorOf } from "../../src/trial/connections.js";
import { query } from "../../scripts/query.js";
import { TemporaryProject, type ObservedDatabase } from "./temporary-project.js";
import { employees } from "../support/workload.js";

// A second embedded server stands for the user's own.
let project: TemporaryProject;
let theirs: ObservedDatabase;
let url: string;

beforeAll(async () => {
  project = await TemporaryProject.create();
  theirs = await project.open();
  await query(theirs.adminUrl, "CREATE ROLE ada LOGIN PASSWORD 'love@lace'");
  await query(theirs.adminUrl, "CREATE DATABASE shop OWNER ada");
  const address = new URL(theirs.adminUrl);
  address.username = "ada";
  address.password = "love@lace";
  address.pathname = "/shop";
  url = address.href;
});
afterAll(() => project.remove());

const open = (options: { url: string; mayWrite?: boolean; trialTimeout?: number }): Promise<Database> =>
  openDatabase({
    projectDir: project.folder,
    workload: employees,
    rows: 100,
    command: "test",
    mayWrite: true,
    ...options,
  });

/** Opens, and hands the database to `use`. */
async function using<T>(options: { url: string; mayWrite?: boolean }, use: (database: Database) => Promise<T>) {
  const database = await open(options);
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

/** `url` with one part changed. */
function withPart(change: (parts: URL) => void): string {
  const changed = new URL(url);
  change(changed);
  return changed.href;
}

test("an ordinary user's database gets the data set, the same as everywhere, and nothing else", async () => {
  const before = await objects();
  const loaded = await using({ url }, (database) => database.prepare(100));
  expect(loaded).toMatchObject({ schema: "ormeter_employees_100", rows: 100 });
  expect((await theirs.prepare(100)).digest).toBe(loaded.digest);
  const added = (await objects()).filter((name) => !before.includes(name));
  expect(added.every((name) => name.startsWith("ormeter_employees_100."))).toBe(true);
});

const objects = async (): Promise<string[]> =>
  (
    await query<{ name: string }>(
      url,
      `SELECT relnamespace::regnamespace || '.' || relname AS name FROM pg_class
       WHERE relnamespace::regnamespace::text NOT LIKE 'pg_toast%'`,
    )
  ).map(({ name }) => name);

test("what the server refuses once it is connected to, and before anything is loaded, is told with what to do", async () => {
  const shop = new URL(theirs.adminUrl);
  shop.pathname = "/shop";
  const lock = "FUNCTION pg_catalog.pg_try_advisory_xact_lock(int, int)";
  await query(shop.href, `REVOKE EXECUTE ON ${lock} FROM PUBLIC`);
  try {
    const opened = open({ url });
    await expect(opened).rejects.toBeInstanceOf(UsageError);
    await expect(opened).rejects.toThrow(/permission denied for function .*\. Give the user that right/);
  } finally {
    await query(shop.href, `GRANT EXECUTE ON ${lock} TO PUBLIC`);
  }
});

test("reads run as the same user, who may only read, without a startup parameter", async () => {
  await using({ url }, async (database) => {
    expect(database.readerUrl).toBe(url);
    await database.prepare(100);
    for (const folder of ["typeorm", "pg"]) {
      const connect = await connectorOf(folder);
      const connection = await connect(readableDataSet(await database.table(100)), `ormeter ${folder}`);
      const source = connection.source as { query: (text: string) => Promise<unknown> };
      // More than one of the pool's connections, taken at the same time.
      const writes = ["CREATE TABLE t (id int)", "CREATE TABLE u (id int)"].map((text) => source.query(text));
      for (const { status, reason } of (await Promise.allSettled(writes)) as PromiseRejectedResult[]) {
        expect({ status, reason: String(reason) }).toEqual({
          status: "rejected",
          reason: expect.stringContaining("read-only transaction") as string,
        });
      }
      await connection.close();
    }
  });
});

test("a data set that isn't there is not created on a server that only the environment names", async () => {
  await expect(using({ url, mayWrite: false }, (database) => database.prepare(7))).rejects.toThrow(
    "The data set ormeter_employees_7 is not on this server, and nothing is written to a server that only the environment " +
      "names, or with --read-only. Give its --url, and not --read-only, to have it loaded.",
  );
  expect(await query(url, "SELECT 1 AS found FROM pg_namespace WHERE nspname = 'ormeter_employees_7'")).toEqual([]);
});

test("a data set that is there is read without the right to write", async () => {
  await using({ url }, (database) => database.prepare(100));
  await using({ url, mayWrite: false }, (database) => database.prepare(100));
});

test("a user who may not create a schema is told so", async () => {
  await query(theirs.adminUrl, "CREATE ROLE guest LOGIN PASSWORD 'guest'");
  const guest = withPart((parts) => {
    parts.username = "guest";
    parts.password = "guest";
  });
  await expect(using({ url: guest }, (database) => database.prepare(9))).rejects.toThrow(
    "Could not load the data set ormeter_employees_9: permission denied for database shop. " +
      "Give the user that right, or use another user.",
  );
});

test.each([
  ["a wrong password", () => withPart((u) => (u.password = "hunter2")), /password authentication failed/],
  ["a database that isn't there", () => withPart((u) => (u.pathname = "/nowhere")), /"nowhere" does not exist/],
  ["a port where nobody listens", () => withPart((u) => (u.port = "1")), /ECONNREFUSED.*Is the server running/],
  ["a host that isn't there", () => withPart((u) => (u.hostname = "db.invalid")), /Is the host's name right/],
  ["TLS asked of a server without", () => `${url}?sslmode=verify-full`, /sslmode=disable/],
])("%s is one sentence without the password", async (_, address, sentence) => {
  const error: unknown = await open({ url: address() }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  const { message } = error as UsageError;
  expect(message).toMatch(sentence);
  expect(message).not.toMatch(/hunter2|love/);
});

describe("before anything is loaded, what would keep reads from their end is found out:", () => {
  beforeAll(() => query(theirs.adminUrl, "CREATE DATABASE latin OWNER ada ENCODING 'LATIN1' TEMPLATE template0"));

  const role = (settings: string) => `ALTER ROLE ada ${settings}`;
  test.each<[string, { make?: string; undo?: string; url?: () => string }, RegExp]>([
    [
      "a database that isn't UTF8",
      { url: () => withPart((u) => (u.pathname = "/latin")) },
      /latin holds text as LATIN1/,
    ],
    [
      "a time limit for statements",
      { make: role("SET statement_timeout = '30s'"), undo: role("RESET statement_timeout") },
      /ends what this role reads after 30 s \(statement_timeout\), and a trial may take 600 s\. .* give a --timeout/,
    ],
    [
      "dates that the drivers don't read",
      { make: role("SET DateStyle = 'German'"), undo: role("RESET DateStyle") },
      /in the style "German, DMY".* ALTER ROLE … SET DateStyle/,
    ],
    [
      "too few connections",
      { make: role("CONNECTION LIMIT 4"), undo: role("CONNECTION LIMIT -1") },
      /too many connections for role "…"\. ormeter needs six connections/,
    ],
    ["a missing password", { url: () => withPart((u) => (u.password = "")) }, /Put the password into the URL/],
    [
      "a certificate that isn't there",
      { url: () => `${url}?sslrootcert=/nowhere.pem` },
      /Is the file that the URL names there/,
    ],
    ["a setting that isn't there", { url: () => `${url}?options=-c%20colour%3Dred` }, /Take it out of the URL/],
  ])("%s", async (_, { make, undo, url: address = () => url }, sentence) => {
    if (make !== undefined) await query(theirs.adminUrl, make);
    try {
      const error: unknown = await open({ url: address(), trialTimeout: 600_000 }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(UsageError);
      expect((error as UsageError).message).toMatch(sentence);
      expect((error as UsageError).message).not.toContain("love");
    } finally {
      if (undo !== undefined) await query(theirs.adminUrl, undo);
    }
  });

  test("a time limit that is longer than a trial may take keeps nothing from its end", async () => {
    await query(theirs.adminUrl, role("SET statement_timeout = '30s'"));
    try {
      await (await open({ url, trialTimeout: 30_000 })).close();
    } finally {
      await query(theirs.adminUrl, role("RESET statement_timeout"));
    }
  });
});

test("statements are counted under the user's own role until somebody else works under it too", async () => {
  await query(theirs.adminUrl.replace(/postgres$/, "shop"), "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
  const database = await open({ url });
  const statistics = await database.statistics();
  if ("absent" in statistics) throw new Error(statistics.absent);
  const other = new pg.Client({ connectionString: url, application_name: "their service" });
  const ours = new pg.Client({ connectionString: url, application_name: "ormeter pg/query" });
  await Promise.all([other.connect(), ours.connect()]);
  try {
    const sinceAlone = await statistics.count();
    await ours.query("SELECT 1 AS one");
    // The statistics' own statements, under the same role, aren't the read's.
    await statistics.backends("ormeter pg/query");
    expect(await sinceAlone()).toMatchObject([{ text: "SELECT $1 AS one", calls: 1 }]);
    const sinceBoth = await statistics.count();
    await other.query("SELECT 1 AS one");
    expect(await sinceBoth()).toEqual({
      absent: expect.stringMatching(
        /^their service \(process \d+, role ada, since .*\) worked under the same role/,
      ) as string,
    });
  } finally {
    await Promise.all([other.end(), ours.end(), statistics.close()]);
    await database.close();
  }
});

test("what answers but isn't PostgreSQL is told from it", async () => {
  const web = createServer((socket) => socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
  await new Promise<void>((resolve) => void web.listen(0, "127.0.0.1", resolve));
  const { port } = web.address() as { port: number };
  const error: unknown = await open({ url: withPart((u) => (u.port = String(port))) }).catch(
    (reason: unknown) => reason,
  );
  web.close();
  expect(error).toBeInstanceOf(UsageError);
  expect((error as UsageError).message).toMatch(/Is it a PostgreSQL server that listens there\?$/);
});
