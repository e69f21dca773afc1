/**
 * Reads a table of a user's from servers as users have them, and says, a line each, what came of it: `npm run servers`, or
 * `npm run servers -- tls` for those with that word. Ends with 1 where anything isn't as expected. However it ends, what it
 * started is stopped and what it made removed.
 */
import { endingSignals, exitCodeOfSignal } from "../../src/commands/session/interruption.js";
import { digestDifference, userDigest } from "../../test/support/user-digest.js";
import { force, line, type Came, type Fault } from "../faults/fault.js";
import { password, Servers, type Postgres, type PostgresWish } from "../faults/server.js";
import { say } from "../measuring.js";
import { readShop } from "./reading.js";
import { Programs, releases, type Release } from "./releases.js";
import { makeShop, reader } from "./shop.js";

const servers = await Servers.create();
const programs = new Programs(servers.folder);
const newest: Release = 18;

/** Those that are up. */
const up: Postgres[] = [];

/** A server with the shop. */
async function shopOn(release: Release, wish: PostgresWish = {}, extension = true): Promise<Postgres> {
  const server = await servers.postgres({ ...wish, programs: await programs.of(release) });
  up.push(server);
  await makeShop(server, { extension });
  return server;
}

/** One server, read from. */
const reading = (what: string, force: () => Promise<Came>, expected = "equal data, nothing changed"): Fault => ({
  forced: what,
  expected,
  force,
});

const onTls = async (parameters: (home: string) => string): Promise<Came> => {
  const server = await shopOn(newest, { tls: "by-authority" });
  const url = `postgresql://${reader}:${password}@localhost:${String(server.port)}/shop?${parameters(server.home)}`;
  return readShop(servers, server, { url });
};

const throughPgBouncer = async (mode: "session" | "transaction", flags: readonly string[] = []): Promise<Came> => {
  const server = await shopOn(newest);
  // The driver's own parameter, which poolers don't know.
  const pooler = await servers.pgbouncer(server, {
    mode,
    settings: ["ignore_startup_parameters = extra_float_digits"],
  });
  try {
    return await readShop(servers, server, { url: pooler.url(reader, "shop"), flags, isPooled: true });
  } finally {
    await pooler.stop();
  }
};

/** What `db --clean` leaves of a server that has a shop and built-in data sets. */
async function cleanAgain(): Promise<Came> {
  const server = await shopOn(newest);
  const [url, admin] = [server.url("ada", "shop"), server.url("postgres", "shop")];
  const before = await userDigest(admin);
  const loaded = await servers.ormeter(["bench", "--patterns=pg/copy", "--rows=1000", "--rounds=1", `--url=${url}`]);
  const between = digestDifference(before, await userDigest(admin));
  const cleaned = await servers.ormeter(["db", "--clean", `--url=${url}`]);
  const after = digestDifference(before, await userDigest(admin));
  const ok =
    loaded.code === 0 &&
    between.gained.length > 0 &&
    cleaned.code === 0 &&
    after.lost.length + after.gained.length === 0;
  return { ok, came: `${cleaned.stdout} ${ok ? "" : `${loaded.stderr} ${cleaned.stderr} ${JSON.stringify(after)}`}` };
}

const all: readonly Fault[] = [
  ...releases.map((release) =>
    reading(`PostgreSQL ${String(release)}, by a role that may only SELECT`, async () => {
      const server = await shopOn(release);
      return readShop(servers, server, { url: server.url(reader, "shop") });
    }),
  ),
  ...([14, newest] as const).map((release) =>
    reading(`PostgreSQL ${String(release)}, in a snapshot, and a sample of 1,000 rows`, async () => {
      const server = await shopOn(release);
      const flags = ["--snapshot", "--sample=1000"];
      return readShop(servers, server, { url: server.url(reader, "shop"), flags });
    }),
  ),
  reading("a Unix socket", async () => {
    const server = await shopOn(newest, { socket: true });
    const host = encodeURIComponent(server.home);
    const url = `postgresql://${reader}:${password}@/shop?host=${host}&port=${String(server.port)}`;
    return readShop(servers, server, { url });
  }),
  reading("TLS with verify-full and a private authority", () =>
    onTls((home) => `sslmode=verify-full&sslrootcert=${encodeURIComponent(`${home}/ca.pem`)}`),
  ),
  reading("TLS that isn't checked", () => onTls(() => "sslmode=no-verify")),
  reading("PgBouncer, session mode", () => throughPgBouncer("session")),
  reading("PgBouncer, transaction mode", () => throughPgBouncer("transaction")),
  reading("PgBouncer, transaction mode, in a snapshot", () => throughPgBouncer("transaction", ["--snapshot"])),
  reading(
    "no pg_stat_statements",
    async () => {
      const server = await shopOn(newest, { settings: ["shared_preload_libraries = ''"] }, false);
      const counted = "pg_stat_statements is not available: the extension is not created in this database";
      return readShop(servers, server, { url: server.url(reader, "shop"), counted });
    },
    "equal data, statements absent with the reason, nothing changed",
  ),
  reading(
    "a built-in data set beside a user's table, and db --clean",
    cleanAgain,
    "the built-in data sets go, and nothing else",
  ),
];

/** The signals that came; an array, since the compiler takes a variable for what it was before an await. */
const interruptions: NodeJS.Signals[] = [];
for (const name of endingSignals) {
  process.on(name, () => {
    say(`${name}: stopping what was started.`);
    interruptions.push(name);
    void servers.stop();
  });
}

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const wanted = all.filter(({ forced }) => words.every((word) => forced.toLowerCase().includes(word)));
const counts = { read: 0, wrong: 0, skipped: 0 };
try {
  for (const fault of wanted) {
    const came = await force(fault, servers);
    for (const server of up.splice(0)) await server.stop();
    if (interruptions.length > 0) break;
    counts[came.skipped ? "skipped" : "read"]++;
    if (!came.ok) counts.wrong++;
    say(line(fault, came));
  }
} finally {
  await servers.remove();
}
const { read, wrong, skipped } = counts;
say(`${String(read)} servers, ${String(wrong)} not as expected${skipped > 0 ? `; ${String(skipped)} skipped` : ""}.`);
const [interruption] = interruptions;
process.exitCode = interruption ? exitCodeOfSignal(interruption) : wrong > 0 || read === 0 ? 1 : 0;
