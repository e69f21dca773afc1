/** Faults of poolers in between, and of what surrounds a connection: environment, credentials, sessions that end. */
import { setTimeout as sleep } from "node:timers/promises";
import type { CommandEnd } from "./commands.js";
import type { Came, FaultGroup } from "./fault.js";
import { query } from "../query.js";
import { password, type PgBouncerWish, type Postgres, type Servers } from "./server.js";

const bench = (url: string, ...more: string[]): string[] => [
  ...["bench", "--rows=2000", "--rounds=1", "--url", url],
  ...["--patterns=typeorm/get-many,typeorm/cursor-fetch,typeorm/stream,pg/query,pg/copy,pg/cursor", ...more],
];

const end = ({ code, stderr }: CommandEnd): string => `exit ${String(code)}: ${stderr.slice(-400)}`;

/** A server on which the user has a table of the name that ormeter's data set has. */
async function theirs(servers: Servers): Promise<Postgres> {
  const server = await servers.postgres();
  await server.query(
    "CREATE TABLE public.employees (id int PRIMARY KEY, salary numeric); INSERT INTO public.employees VALUES (1, 1)",
  );
  return server;
}

/** Reads through a PgBouncer; the data set is what must be read, and read-only. */
const throughPooler =
  (wish: PgBouncerWish) =>
  async (servers: Servers): Promise<Came> => {
    const server = await theirs(servers);
    const pooler = await servers.pgbouncer(server, wish);
    // The data set is there: whether it can be loaded through a pooler is another matter.
    const loaded = await servers.ormeter(bench(server.url(), "--patterns=pg/query"));
    const read = await servers.ormeter(bench(pooler.url(), "--json"));
    const rows = await server.query("SELECT id, salary::float8 AS salary FROM public.employees");
    const same = JSON.stringify(rows) === '[{"id":1,"salary":1}]';
    const left = await query<{ on: string }>(
      pooler.url(),
      "SELECT current_setting('default_transaction_read_only') AS on",
    );
    const untouched = same && left[0]?.on === "off";
    const ok =
      loaded.code === 0 && read.code === 0 && read.stdout.includes('"equivalence":{"kind":"same"}') && untouched;
    return { ok, came: `${end(loaded)} | ${end(read)} | theirs untouched: ${String(untouched)}` };
  };

/** No part of `secrets` in what a command says. */
const saysNothingOf =
  (secrets: readonly string[], args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  async (servers: Servers): Promise<Came> => {
    const { code, stdout, stderr } = await servers.ormeter(args, { env });
    const told = secrets.filter((secret) => `${stdout}${stderr}`.includes(secret));
    return { ok: code === 2 && told.length === 0, came: `exit ${String(code)}: ${stderr}` };
  };

/** Does something to the server while a run reads from it. */
const whileReading =
  (disturb: (server: Postgres) => Promise<unknown>, judge: (ended: CommandEnd) => boolean) =>
  async (servers: Servers): Promise<Came> => {
    const server = await servers.postgres();
    const run = servers.start([
      ...["bench", "--rows=200000", "--rounds=2", "--url", server.url(), "--timeout=120", "--json"],
      "--patterns=pg/query,pg/cursor,typeorm/get-many",
    ]);
    await run.says("2 of 3");
    await sleep(700);
    await disturb(server);
    const began = Date.now();
    const ended = await run.ended;
    return { ok: judge(ended) && Date.now() - began < 120_000, came: end(ended) };
  };

/** What was measured is in the result, and the exit code says that a trial failed or all went well. */
const kept = ({ code, stdout }: CommandEnd): boolean =>
  (code === 4 || code === 0) && stdout.includes('"kind":"completed"');

export const poolers: FaultGroup = {
  name: "poolers",
  faults: [
    {
      forced: "PgBouncer, transaction mode, ignore_startup_parameters=options",
      expected: "the data set is read, in read-only transactions; the user's own table of that name isn't touched",
      force: throughPooler({ mode: "transaction", settings: ["ignore_startup_parameters = options"] }),
    },
    {
      forced: "PgBouncer, transaction mode, as it comes",
      expected: "the same",
      force: throughPooler({ mode: "transaction" }),
    },
    { forced: "PgBouncer, session mode", expected: "the same", force: throughPooler({ mode: "session" }) },
    {
      forced: "PgBouncer, statement mode, which allows no transaction",
      expected: "exit 2 before anything is loaded",
      force: async (servers) => {
        const server = await theirs(servers);
        const pooler = await servers.pgbouncer(server, { mode: "statement" });
        const ended = await servers.ormeter(bench(pooler.url()));
        const schemas = await server.query("SELECT FROM pg_namespace WHERE nspname LIKE 'ormeter%'");
        return { ok: ended.code === 2 && schemas.length === 0, came: end(ended) };
      },
    },
    {
      forced: "an old driver (pg 8.5.1) on a server of the user's",
      expected: "both sides read, and read-only",
      force: async (servers) => {
        const server = await theirs(servers);
        const ended = await servers.ormeter([
          ...["upgrade", "--from", "pg@8.5.1", "--to", "pg@8.16.3", "--rows=2000", "--budget=1"],
          ...["--patterns=pg/query", "--url", server.url()],
        ]);
        return { ok: ended.code === 0 || ended.code === 1, came: end(ended) };
      },
    },
    {
      forced: "PGSSLMODE, PGOPTIONS, PGHOST and PGCLIENTENCODING beside the embedded server",
      expected: "exit 0: they reach none of its connections",
      force: async (servers) => {
        const env = {
          PGSSLMODE: "require",
          PGOPTIONS: "-c statement_timeout=1",
          PGCLIENTENCODING: "LATIN1",
          PGHOST: "nowhere",
        };
        const ended = await servers.ormeter(
          ["bench", "--rows=1000", "--rounds=1", "--patterns=pg/query,typeorm/find"],
          {
            env,
          },
        );
        return { ok: ended.code === 0, came: end(ended) };
      },
    },
    {
      forced: "a password in PGPASSWORD, none in the URL",
      expected: "exit 0",
      force: async (servers) => {
        const server = await servers.postgres();
        const ended = await servers.ormeter(bench(server.url().replace(`:${password}`, "")), {
          env: { PGPASSWORD: password },
        });
        return { ok: ended.code === 0, came: end(ended) };
      },
    },
    ...[
      "postgresql://bench:p@x#SECRET@127.0.0.1/db",
      "postgres:bench:SECRET",
      "postgresql://bench:SECRET@127.0.0.1:1/db",
    ].map((url) => ({
      forced: `--url ${url}`,
      expected: "exit 2, nothing of user and password",
      force: saysNothingOf(["SECRET", "bench:", '"bench"'], ["bench", "--url", url]),
    })),
    {
      forced: "DATABASE_URL=pg://h/db?password=SECRET",
      expected: "exit 2, no password",
      force: saysNothingOf(["SECRET"], ["bench"], { DATABASE_URL: "pg://h/db?password=SECRET" }),
    },
    {
      forced: "--ulr=postgresql://u:SECRET@h/db",
      expected: "exit 2, no password",
      force: saysNothingOf(["SECRET", "u:"], ["bench", "--ulr=postgresql://u:SECRET@h/db"]),
    },
    {
      forced: "pg_terminate_backend on all of ormeter's connections while it reads",
      expected: "what was measured is kept; nothing waits",
      force: whileReading(
        (server) =>
          server.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'ormeter%' AND pid <> pg_backend_pid()",
          ),
        kept,
      ),
    },
    {
      forced: "the reader's process is killed, and the server restarts itself",
      expected: "outcomes of trials; the run goes on",
      force: whileReading(async (server) => {
        const [reader] = await server.query<{ pid: number }>(
          "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'ormeter %/%'",
        );
        if (reader) process.kill(reader.pid, "SIGKILL");
      }, kept),
    },
    {
      forced: "the server ends while it is read from",
      expected: "exit 4, says that the server ended, what was measured is kept",
      force: whileReading(
        (server) => server.stop("immediate"),
        (ended) => kept(ended) && ended.code === 4 && ended.stdout.includes("server ended"),
      ),
    },
    {
      forced: "a role with idle_session_timeout of a second",
      expected: "exit 0",
      force: async (servers) => {
        const server = await servers.postgres();
        await server.query(`CREATE ROLE hasty LOGIN SUPERUSER PASSWORD '${password}'`);
        await server.query("ALTER ROLE hasty SET idle_session_timeout = '1s'");
        const ended = await servers.ormeter(bench(server.url("hasty"), "--rows=300000"));
        return { ok: ended.code === 0, came: end(ended) };
      },
    },
  ],
};
