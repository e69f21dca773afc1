/** Throw-away servers as users have them: Debian's PostgreSQL and PgBouncer, on 127.0.0.1, in a temporary folder. */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import type pg from "pg";
import { serverUser } from "../../src/engines/postgres/embedded/cluster/server-user.js";
import { query } from "../query.js";
import { processesIn, startCommand, type CommandEnd, type CommandWish, type StartedCommand } from "./commands.js";

const install = "apt-get install postgresql pgbouncer";

/** The folder of the newest Debian PostgreSQL's programs; throws where there is none. */
function postgresPrograms(): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(root, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
  if (found === undefined) throw new Error(`No PostgreSQL in ${root}: ${install}`);
  return found;
}

function pgbouncerProgram(): string {
  const found = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"].find(existsSync);
  if (found === undefined) throw new Error(`No PgBouncer here: ${install}`);
  return found;
}

/** How a PostgreSQL is to be. */
export interface PostgresWish {
  readonly encoding?: "UTF8" | "LATIN1";
  /** Lines of postgresql.conf. */
  readonly settings?: readonly string[];
  /** Lines of pg_hba.conf, in place of passwords for everyone. */
  readonly hba?: readonly string[];
  /** With a certificate: its own, or one that an authority vouches for, for `localhost` alone. */
  readonly tls?: boolean | "by-authority";
  /** The folder of its programs; Debian's newest unless given. */
  readonly programs?: string;
  /** Whether it listens on a Unix socket, too. */
  readonly socket?: boolean;
}

/** A PostgreSQL that is up. */
export interface Postgres {
  readonly port: number;
  /** Its data directory. */
  readonly data: string;
  /** The folder of its socket, where it has one, and of its authority's certificate, `ca.pem`. */
  readonly home: string;
  /** The superuser's URL, or another role's, of a database. */
  readonly url: (role?: string, database?: string) => string;
  /** What a statement gives, run as the superuser. */
  readonly query: <Row extends pg.QueryResultRow>(text: string, database?: string) => Promise<Row[]>;
  /** Roles, databases and everything in them, as pg_dumpall writes it: the same while nothing has changed. */
  readonly dump: () => Promise<string>;
  readonly stop: (mode?: "fast" | "immediate") => Promise<void>;
}

/** How a PgBouncer is to be. */
export interface PgBouncerWish {
  readonly mode: "session" | "transaction" | "statement";
  /** More lines of its `[pgbouncer]` section. */
  readonly settings?: readonly string[];
}

/** A PgBouncer that is up. */
export interface PgBouncer {
  readonly port: number;
  readonly url: (role?: string, database?: string) => string;
  readonly stop: () => Promise<void>;
}

/** The password of every role that a fault makes. */
export const password = "s3cret";

/** Everything that a group of faults starts, to be stopped together. */
export class Servers {
  readonly #stops: (() => Promise<void>)[] = [];
  #made = 0;
  #stopped: Promise<void> | undefined;

  private constructor(
    readonly folder: string,
    /** Who its servers run as, where that isn't us. */
    readonly owner: { readonly uid: number; readonly gid: number } | undefined,
  ) {}

  static async create(): Promise<Servers> {
    const folder = await mkdtemp(join(tmpdir(), "ormeter-faults-"));
    await chmod(folder, 0o755);
    // No server starts as root.
    return new Servers(folder, process.getuid?.() === 0 ? await serverUser() : undefined);
  }

  /** Makes and starts a PostgreSQL, with a superuser `postgres`. */
  async postgres(wish: PostgresWish = {}): Promise<Postgres> {
    const { encoding = "UTF8", settings = [], hba, tls = false, socket = false } = wish;
    this.#refuseWhenStopped();
    const bin = wish.programs ?? postgresPrograms();
    const home = await this.#ownFolder("postgres");
    const data = join(home, "data");
    const run = (program: string, ...args: string[]) =>
      execa(join(bin, program), args, {
        ...this.owner,
        cwd: home,
        env: { LC_ALL: "C", PGPASSWORD: password, HOME: home },
        stdin: "ignore",
      });
    const passwordFile = join(home, "password");
    await this.#ownFile(passwordFile, password);
    await run(
      "initdb",
      ...["--pgdata", data, "--username=postgres", `--pwfile=${passwordFile}`, `--encoding=${encoding}`, "--locale=C"],
      ...["--auth=scram-sha-256", "--no-sync"],
    );
    const port = await freePort();
    const conf = [
      `port = ${String(port)}`,
      "listen_addresses = '127.0.0.1'",
      `unix_socket_directories = '${socket ? home : ""}'`,
      "fsync = off",
      "shared_preload_libraries = 'pg_stat_statements'",
      ...(tls !== false ? ["ssl = on", `ssl_cert_file = '${home}/cert.pem'`, `ssl_key_file = '${home}/key.pem'`] : []),
      ...settings,
    ];
    if (tls !== false) {
      const openssl = (...args: string[]) => execa("openssl", args, { ...this.owner, cwd: home });
      const selfSigned = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"];
      if (tls === true)
        await openssl(...selfSigned, "-subj", "/CN=127.0.0.1", "-out", "cert.pem", "-keyout", "key.pem");
      else {
        await openssl(...selfSigned, "-subj", "/CN=a private authority", "-out", "ca.pem", "-keyout", "ca-key.pem");
        const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
        const authority = ["-CA", "ca.pem", "-CAkey", "ca-key.pem"];
        await openssl(...selfSigned, ...names, ...authority, "-out", "cert.pem", "-keyout", "key.pem");
      }
    }
    await this.#ownFile(join(data, "postgresql.auto.conf"), `${conf.join("\n")}\n`);
    if (hba) await this.#ownFile(join(data, "pg_hba.conf"), `${hba.join("\n")}\n`);
    const control = (...args: string[]) => run("pg_ctl", "--pgdata", data, "--silent", ...args);
    await control("start", "--wait", "--log", join(home, "log"));
    const url = (role = "postgres", database = "postgres"): string =>
      `postgresql://${role}:${password}@127.0.0.1:${String(port)}/${database}`;
    const stop = async (mode: "fast" | "immediate" = "fast"): Promise<void> => {
      if (existsSync(join(data, "postmaster.pid"))) await control("stop", "--wait", "--mode", mode);
    };
    this.#stops.push(() => stop("immediate"));
    const dump = async (): Promise<string> => {
      const { stdout } = await run("pg_dumpall", `--dbname=${url()}`, "--quote-all-identifiers");
      // Newer releases put a key of their own into every dump.
      return stdout.replaceAll(/^\\(un)?restrict .*$/gm, "");
    };
    return {
      port,
      data,
      home,
      url,
      query: (text, database) =>
        query(`${url("postgres", database)}${hba === undefined ? "" : "?sslmode=no-verify"}`, text),
      dump,
      stop,
    };
  }

  /** Makes and starts a PgBouncer in front of `server`. */
  async pgbouncer(server: Postgres, { mode, settings = [] }: PgBouncerWish): Promise<PgBouncer> {
    this.#refuseWhenStopped();
    const home = await this.#ownFolder("pgbouncer");
    const port = await freePort();
    const config = [
      "[databases]",
      `* = host=127.0.0.1 port=${String(server.port)}`,
      "[pgbouncer]",
      `listen_port = ${String(port)}`,
      "listen_addr = 127.0.0.1",
      "unix_socket_dir =",
      `logfile = ${home}/log`,
      "auth_type = plain",
      `auth_file = ${home}/users`,
      `pool_mode = ${mode}`,
      ...settings,
    ];
    const roles = await server.query<{ name: string }>("SELECT rolname AS name FROM pg_roles WHERE rolcanlogin");
    await this.#ownFile(join(home, "users"), roles.map(({ name }) => `"${name}" "${password}"\n`).join(""));
    await this.#ownFile(join(home, "pgbouncer.ini"), `${config.join("\n")}\n`);
    const child = execa(pgbouncerProgram(), [join(home, "pgbouncer.ini")], {
      ...this.owner,
      cwd: home,
      stdio: "ignore",
      reject: false,
    });
    const stop = async (): Promise<void> => {
      child.kill("SIGKILL");
      await child;
    };
    this.#stops.push(stop);
    const url = (role = "postgres", database = "postgres"): string =>
      `postgresql://${role}:${password}@127.0.0.1:${String(port)}/${database}`;
    for (let attempt = 1; ; attempt++) {
      try {
        await query(url(), "SELECT 1");
        return { port, url, stop };
      } catch (error) {
        if (attempt === 50) throw error;
        await sleep(100);
      }
    }
  }

  /** A folder to run ormeter in. */
  project(): string {
    this.#refuseWhenStopped();
    const folder = join(this.folder, `project-${String(++this.#made)}`);
    mkdirSync(folder);
    return folder;
  }

  /** Starts `ormeter` with these arguments, in `cwd` or a new folder. */
  start(args: readonly string[], wish: CommandWish = {}): StartedCommand {
    this.#refuseWhenStopped();
    const command = startCommand(args, { ...wish, cwd: wish.cwd ?? this.project() });
    this.#stops.push(async () => {
      command.killGroup("SIGKILL");
      await command.ended;
    });
    return command;
  }

  /** Runs `ormeter` to its end. */
  ormeter(args: readonly string[], wish: CommandWish = {}): Promise<CommandEnd> {
    return this.start(args, wish).ended;
  }

  /** Has something done when all is removed, whatever comes of the fault. */
  later(action: () => Promise<void>): void {
    this.#stops.push(action);
  }

  /** Stops everything that was started; nothing more can be. May be called again. */
  stop(): Promise<void> {
    return (this.#stopped ??= this.#stop());
  }

  async #stop(): Promise<void> {
    for (const stop of this.#stops.reverse()) await stop();
  }

  /** Stops everything, waits until it is gone, and removes the folder. Called when no fault is being forced any more. */
  async remove(): Promise<void> {
    await this.stop();
    // An embedded server is stopped by its host, which sees that its command is gone.
    const patience = performance.now() + 20_000;
    for (let left; (left = processesIn(this.folder)).length > 0;) {
      if (performance.now() > patience) for (const pid of left) process.kill(pid, "SIGKILL");
      await sleep(100);
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Keeps a fault that was interrupted from going on. */
  #refuseWhenStopped(): void {
    if (this.#stopped) throw new Error("interrupted");
  }

  async #ownFolder(name: string): Promise<string> {
    const folder = join(this.folder, `${name}-${String(++this.#made)}`);
    await mkdir(folder);
    if (this.owner) await chown(folder, this.owner.uid, this.owner.gid);
    return folder;
  }

  async #ownFile(path: string, text: string): Promise<void> {
    await writeFile(path, text, { mode: 0o600 });
    if (this.owner) await chown(path, this.owner.uid, this.owner.gid);
  }
}

/** A port on 127.0.0.1 that nobody listens on. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
