/** Faults of loading into, and living on, a server that is the user's own. */
import { setTimeout as sleep } from "node:timers/promises";
import { until, words, type CommandEnd } from "./commands.js";
import type { Came, Fault, FaultGroup } from "./fault.js";
import { query } from "../query.js";
import { password, type Postgres, type PostgresWish, type Servers } from "./server.js";

/** What a run reads where only the server matters. */
const read = ["--patterns=pg/copy", "--rows=1000", "--rounds=1"];

const bench = (servers: Servers, url: string, ...more: string[]): Promise<CommandEnd> =>
  servers.ormeter(["bench", ...read, `--url=${url}`, ...more]);

/** A server with a role `ada`, who owns the database `shop` and a table in it. */
async function shop(servers: Servers, wish: PostgresWish = {}): Promise<Postgres> {
  const server = await servers.postgres(wish);
  await server.query(`CREATE ROLE ada LOGIN PASSWORD '${password}'`);
  await server.query("CREATE DATABASE shop OWNER ada");
  await server.query("CREATE EXTENSION pg_stat_statements", "shop");
  await server.query("CREATE TABLE orders AS SELECT n AS id FROM generate_series(1, 10) AS n", "shop");
  return server;
}

/** Something forced that must end with 2, these words, no password, and the server as it was. */
function refusal(
  forced: string,
  says: RegExp,
  prepare: (server: Postgres) => Promise<string | undefined>,
  wish: PostgresWish = {},
): Fault {
  return {
    forced,
    expected: `exit 2, ${String(says)}, nothing changed`,
    force: async (servers) => {
      const server = await shop(servers, wish);
      const url = (await prepare(server)) ?? server.url("ada", "shop");
      const before = await server.dump();
      const end = await bench(servers, url);
      const same = before === (await server.dump());
      await server.stop();
      const ok = end.code === 2 && says.test(end.stderr) && !end.stderr.includes(password) && same;
      return { ok, came: `${words(end)}${same ? "" : " AND THE SERVER WAS CHANGED"}` };
    },
  };
}

/** A refusal for a setting of the role's. */
const roleSetting = (setting: string, says: RegExp): Fault =>
  refusal(`ALTER ROLE ada ${setting}`, says, async (server) => {
    await server.query(`ALTER ROLE ada ${setting}`);
    return undefined;
  });

/** Something in the database's schemas that must be named and left. */
const inTheWay = (forced: string, sql: string, says: RegExp): Fault =>
  refusal(forced, says, async (server) => {
    await query(server.url("ada", "shop"), sql);
    return undefined;
  });

/** A data set that is there and must be made anew, with something of the user's around it. */
const around = (forced: string, sql: string, says: RegExp): Fault => ({
  forced: `${forced} around a data set`,
  expected: `bench and db --clean: exit 2, ${String(says)}, nothing changed`,
  force: async (servers) => {
    const server = await shop(servers);
    const url = server.url("ada", "shop");
    await bench(servers, url);
    await query(url, `${sql}; UPDATE ormeter_employees_1000.employees SET notes = 'changed' WHERE id = 1`);
    await servers.ormeter(["db", "--clean", "--rows=5000", `--url=${url}`]);
    const before = await server.dump();
    const end = await bench(servers, url);
    const cleaned = await servers.ormeter(["db", "--clean", `--url=${url}`]);
    const same = before === (await server.dump());
    await server.stop();
    const ok = end.code === 2 && says.test(end.stderr) && cleaned.code === 2 && says.test(cleaned.stdout) && same;
    return {
      ok,
      came: `${words(end)}; db --clean ${String(cleaned.code)}${same ? "" : " AND THE SERVER WAS CHANGED"}`,
    };
  },
});

/** A load that is broken off once it has begun; what it made must be gone. */
const brokenOff = (forced: string, code: number | undefined, breakOff: (load: BrokenLoad) => Promise<void>): Fault => ({
  forced: `${forced} while a data set is loaded`,
  expected: `exit ${String(code ?? "by the signal")}, the server as it was before`,
  force: async (servers) => {
    const server = await shop(servers);
    const before = await server.dump();
    const command = servers.start(["bench", ...read, "--rows=400000", `--url=${server.url("ada", "shop")}`]);
    // A session shows but the first kilobyte of its statement.
    const loading = `SELECT FROM pg_stat_activity WHERE application_name = 'ormeter load' AND query ~ '^INSERT INTO .*400000'`;
    await until(command.ended, async () => (await server.query(loading)).length > 0);
    await breakOff({ server, kill: command.kill });
    const end = await command.ended;
    while (
      (await server.query("SELECT pid FROM pg_stat_activity WHERE application_name = 'ormeter load'")).length > 0
    ) {
      await sleep(100);
    }
    const left = await server.query<{ name: string }>(
      "SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '^ormeter'",
      "shop",
    );
    // A data set that was complete before the kill stays: nobody is left to remove it, and it carries the mark.
    const killed = code === undefined;
    if (killed) await servers.ormeter(["db", "--clean", `--url=${server.url("ada", "shop")}`]);
    const same = before === (await server.dump());
    await server.stop();
    const unfinished = left.some(({ name }) => name === "ormeter_employees_400000");
    return {
      ok: end.code === code && same && !unfinished,
      came: `${words(end)}; left: ${left.map(({ name }) => name).join(" ") || "nothing"}`,
    };
  },
});

interface BrokenLoad {
  readonly server: Postgres;
  readonly kill: (signal: NodeJS.Signals) => void;
}

const bySignal =
  (signal: NodeJS.Signals) =>
  ({ kill }: BrokenLoad): Promise<void> => {
    kill(signal);
    return Promise.resolve();
  };

/** A second run beside one that is under way. */
const beside = (forced: string, secondDatabase: string): Fault => ({
  forced,
  expected: "the second: exit 2, naming the first; the first: exit 0, one statement",
  force: async (servers): Promise<Came> => {
    const server = await shop(servers);
    await server.query("CREATE DATABASE other OWNER ada");
    const out = servers.project();
    const first = servers.start(
      ["bench", ...read, "--rounds=2", "--out=run", "--json", `--url=${server.url("ada", "shop")}`],
      { cwd: out },
    );
    const claimed = "SELECT FROM pg_stat_activity WHERE application_name = 'ormeter bench'";
    await until(first.ended, async () => (await server.query(claimed)).length > 0);
    const second = await bench(servers, server.url("ada", secondDatabase));
    const end = await first.ended;
    await server.stop();
    const counts = statementCounts(end.stdout);
    const named = second.stderr.includes("Another ormeter is at work on this server: ormeter bench (process");
    const ok = second.code === 2 && named && end.code === 0 && counts === "1 1";
    return { ok, came: `second ${words(second)}; first exit ${String(end.code)}, statements: ${counts}` };
  },
});

/** Each trial's `statements`, or why there are none. */
function statementCounts(json: string): string {
  const { trials } = JSON.parse(json) as {
    trials: { outcome: { metrics?: { statements: number | { absent: string } } } }[];
  };
  return trials
    .map(({ outcome: { metrics } }) => {
      const value = metrics?.statements;
      return typeof value === "object" ? value.absent : String(value);
    })
    .join(" ");
}

const otherSession: Fault = {
  forced: "another session of the same role at work while a pattern reads",
  expected: "exit 0, statements absent with that session named",
  force: async (servers) => {
    const server = await shop(servers);
    const url = server.url("ada", "shop");
    const command = servers.start(["bench", ...read, "--json", `--url=${url}`]);
    const theirs = (): Promise<unknown> => query(`${url}?application_name=their%20service`, "SELECT pg_sleep(0.2)");
    let end: CommandEnd | undefined;
    while (!end) end = await Promise.race([command.ended, theirs().then(() => undefined)]);
    await server.stop();
    const counts = statementCounts(end.stdout);
    return {
      ok: end.code === 0 && counts.includes("their service"),
      came: `exit ${String(end.code)}, statements: ${counts}`,
    };
  },
};

const cleaning: Fault = {
  forced: "bench, then db --clean",
  expected: "exit 0 twice, ormeter_employees_1000 and ormeter_employees_5000 removed, the server as it was before",
  force: async (servers) => {
    const server = await shop(servers);
    const url = server.url("ada", "shop");
    const before = await server.dump();
    const run = await bench(servers, url);
    const cleaned = await servers.ormeter(["db", "--clean", `--url=${url}`]);
    const same = before === (await server.dump());
    await server.stop();
    const ok =
      run.code === 0 &&
      cleaned.code === 0 &&
      same &&
      cleaned.stdout.includes("ormeter_employees_1000.\nRemoved ormeter_employees_5000");
    return { ok, came: `exit ${String(run.code)} and ${String(cleaned.code)}: ${cleaned.stdout}` };
  },
};

const tlsOnly = { tls: true, hba: ["hostssl all all 127.0.0.1/32 scram-sha-256"] };
const at = (change: (url: string) => string) => (server: Postgres) =>
  Promise.resolve(change(server.url("ada", "shop")));

export const usersServer: FaultGroup = {
  name: "users-server",
  faults: [
    inTheWay(
      "a schema ormeter_employees_1000 of the user's, with what depends on it elsewhere",
      `CREATE SCHEMA ormeter_employees_1000; CREATE TABLE ormeter_employees_1000.employees (id int, wage int);
       CREATE TYPE ormeter_employees_1000.mood AS ENUM ('fine'); CREATE VIEW public.v AS TABLE ormeter_employees_1000.employees;
       CREATE TABLE public.people (m ormeter_employees_1000.mood)`,
      /a schema ormeter_employees_1000 on this server that isn't ormeter's/,
    ),
    inTheWay(
      "a schema ormeter_employees_1000 with a function and a sequence",
      `CREATE SCHEMA ormeter_employees_1000; CREATE SEQUENCE ormeter_employees_1000.s;
       CREATE FUNCTION ormeter_employees_1000.f() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      /a schema ormeter_employees_1000 on this server that isn't ormeter's/,
    ),
    inTheWay(
      "an empty schema ormeter_employees_5000",
      "CREATE SCHEMA ormeter_employees_5000",
      /a schema ormeter_employees_5000 on this server/,
    ),
    around("a view", "CREATE VIEW public.v AS TABLE ormeter_employees_1000.employees", /isn't ormeter's: view v\./),
    around(
      "a foreign key",
      "CREATE TABLE public.t (e int REFERENCES ormeter_employees_1000.employees)",
      /isn't ormeter's: constraint t_e_fkey on table t\./,
    ),
    around(
      "a function and an enum in its schema",
      "CREATE TYPE ormeter_employees_1000.m AS ENUM ('a'); CREATE FUNCTION ormeter_employees_1000.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      /isn't ormeter's: function ormeter_employees_1000\.f\(\), type ormeter_employees_1000\.m\./,
    ),
    cleaning,
    refusal(
      "a wrong password",
      /Are user and password right\?/,
      at((url) => url.replace(password, "hunter2")),
    ),
    refusal(
      "no password",
      /Put the password into the URL/,
      at((url) => url.replace(`:${password}`, "")),
    ),
    refusal(
      "no TLS where it must be",
      /add \?sslmode=verify-full/,
      at((url) => `${url}?sslmode=disable`),
      tlsOnly,
    ),
    refusal(
      "a self-signed certificate",
      /sslrootcert=FILE/,
      at((url) => `${url}?sslmode=verify-full`),
      tlsOnly,
    ),
    refusal(
      "TLS where there is none",
      /Add \?sslmode=disable/,
      at((url) => `${url}?sslmode=verify-full`),
    ),
    refusal(
      "a certificate's file that isn't there",
      /Is the file that the URL names/,
      at((url) => `${url}?sslrootcert=/no`),
    ),
    refusal(
      "a setting that isn't there",
      /Take it out of the URL/,
      at((url) => `${url}?options=-c%20colour%3Dred`),
    ),
    refusal("a LATIN1 database", /holds text as LATIN1/, async (server) => {
      await server.query("CREATE DATABASE latin OWNER ada ENCODING 'LATIN1' TEMPLATE template0");
      return server.url("ada", "latin");
    }),
    roleSetting("SET statement_timeout = '100ms'", /ends what this role reads after 0\.1 s \(statement_timeout\)/),
    roleSetting("SET DateStyle = 'German'", /in the style "German, DMY"/),
    roleSetting("CONNECTION LIMIT 3", /ormeter needs six connections/),
    roleSetting("SET default_transaction_read_only = on", /The server or the user is read-only/),
    brokenOff("SIGINT", 130, bySignal("SIGINT")),
    brokenOff("SIGKILL", undefined, bySignal("SIGKILL")),
    brokenOff("pg_terminate_backend", 2, async ({ server }) => {
      await server.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ormeter load'",
      );
    }),
    beside("a second run in the same database", "shop"),
    beside("a second run in another database of the server", "other"),
    otherSession,
  ],
};
