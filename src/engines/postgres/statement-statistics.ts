/**
 * Which statements a server executed for a role, from pg_stat_statements. Two snapshots are taken and subtracted: the
 * statistics are the user's, and resetting them would wipe his own.
 */
import { readFileSync } from "node:fs";
import type { Absent, StatementCount, StatementStatistics } from "../engine.js";
import { describeSession, sessionColumns, type OtherSession } from "./connecting/other-sessions.js";
import { Session } from "./connecting/session.js";

/** Somebody else's session under the role whose statements are counted. */
export interface Neighbour extends OtherSession {
  /** Another text whenever it has done anything. */
  readonly activity: string;
  /** Whether it is executing something now. */
  readonly busy: boolean;
}

/** What a role has done until one moment. */
export interface Snapshot {
  /** Its counters, by the server's key for each statement. */
  readonly counts: ReadonlyMap<string, StatementCount>;
  /** Sessions of the role's that aren't ormeter's; none where the role is ormeter's own. */
  readonly others: readonly Neighbour[];
}

/** Marks our own statements, so that they aren't counted where reads run as the same role. */
const mark = "/* ormeter statistics */";

/** A statement with the mark behind its first word: newer servers strip the comments before that. */
const marked = (text: string): string => text.replace(/\w+/, (first) => `${first} ${mark}`);

/**
 * Opens the statistics of what `role` executes in the database of `adminUrl`.
 *
 * @param shared whether others may use the role as well, on a server of the user's
 * @returns why there are none, where the server doesn't have or doesn't show them
 */
export async function openStatementStatistics(
  adminUrl: string,
  { role, shared }: { readonly role: string; readonly shared: boolean },
): Promise<StatementStatistics | Absent> {
  const session = await Session.open(adminUrl);
  try {
    const view = await extensionView(session);
    const query = snapshotQuery(view, await hasColumn(session, view, "toplevel"));
    // Whether the library is loaded and this user may look shows only when it is tried.
    await session.query(query, [role]);
    return new OpenStatistics(session, query, role, shared);
  } catch (error) {
    await session.close();
    return { absent: `pg_stat_statements is not available: ${(error as Error).message}` };
  }
}

/** The extension's view with its schema, which may be any. */
async function extensionView(session: Session): Promise<string> {
  const { rows } = await session.query<{ schema: string }>(
    `SELECT quote_ident(nspname) AS schema FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
     WHERE extname = 'pg_stat_statements'`,
  );
  if (!rows[0]) throw new Error("the extension is not created in this database");
  return `${rows[0].schema}.pg_stat_statements`;
}

async function hasColumn(session: Session, view: string, column: string): Promise<boolean> {
  const { rows } = await session.query("SELECT FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = $2", [
    view,
    column,
  ]);
  return rows.length > 0;
}

/** Statements inside functions and cursors are part of their caller's call, where the server tells them apart. */
const snapshotQuery = (view: string, hasToplevel: boolean): string =>
  marked(`
  SELECT queryid || '/' || ${hasToplevel ? "toplevel" : "true"} AS key, query AS text, calls::float8 AS calls,
         rows::float8 AS rows, total_exec_time AS time
  FROM ${view} AS statements
  WHERE userid = (SELECT oid FROM pg_roles WHERE rolname = $1)
    AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    ${hasToplevel ? "AND toplevel" : ""}
    AND strpos(query, '${mark}') = 0`);

class OpenStatistics implements StatementStatistics {
  constructor(
    private readonly session: Session,
    private readonly query: string,
    private readonly role: string,
    private readonly shared: boolean,
  ) {}

  async count(): Promise<() => Promise<StatementCount[] | Absent>> {
    const before = await this.snapshot();
    return async () => difference(before, await this.snapshot());
  }

  private async snapshot(): Promise<Snapshot> {
    const { rows } = await this.session.query<StatementCount & { key: string }>(this.query, [this.role]);
    const others = this.shared ? await this.others() : [];
    return { counts: new Map(rows.map(({ key, ...count }) => [key, count])), others };
  }

  private async others(): Promise<Neighbour[]> {
    const { rows } = await this.session.query<Neighbour>(
      marked(`SELECT ${sessionColumns}, coalesce(state_change, backend_start)::text || state AS activity,
                     state = 'active' AS busy
              FROM pg_catalog.pg_stat_activity AS session
              WHERE usename = $1 AND datname = current_database() AND application_name NOT LIKE 'ormeter%'
              ORDER BY pid`),
      [this.role],
    );
    return rows;
  }

  async plan(text: string): Promise<string | undefined> {
    // Only what has a plan is sent, and only one statement: EXPLAIN of it executes nothing.
    if (!/^\s*(select|with|values|table|declare)\b/i.test(text) || text.includes(";")) return undefined;
    const generic = /\$\d/.test(text) ? "(GENERIC_PLAN)" : "";
    try {
      const { rows } = await this.session.query<{ "QUERY PLAN": string }>(marked(`EXPLAIN ${generic} ${text}`));
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    } catch {
      return undefined; // A statement that can't be planned out of its context, or GENERIC_PLAN before PostgreSQL 16.
    }
  }

  async backends(applicationName: string): Promise<number[]> {
    const { rows } = await this.session.query<{ pid: number }>(
      marked("SELECT pid FROM pg_stat_activity WHERE usename = $1 AND application_name = $2 ORDER BY backend_start"),
      [this.role, applicationName],
    );
    return rows.map(({ pid }) => pid).filter((pid) => isBackend(pid, this.role));
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

/**
 * Whether the process with that number on this machine is a PostgreSQL's that serves `role`. Another machine's or
 * container's number may be anybody's here.
 */
export function isBackend(pid: number, role: string): boolean {
  try {
    const title = readFileSync(`/proc/${String(pid)}/cmdline`, "utf8");
    return title.startsWith("postgres:") && title.includes(` ${role} `);
  } catch {
    return false;
  }
}

/**
 * What was counted between two snapshots, most calls first; statements that weren't called are left out. A statement that
 * the server dropped and met again counts from 0.
 *
 * @returns why it can't be told, where somebody else worked under the role meanwhile: the server counts by role
 */
export function difference(before: Snapshot, after: Snapshot): StatementCount[] | Absent {
  const stranger = atWork(before.others, after.others);
  if (stranger) {
    return {
      absent: `${describeSession(stranger)} worked under the same role meanwhile, and the server counts by role`,
    };
  }
  const counts: StatementCount[] = [];
  for (const [key, now] of after.counts) {
    const was = before.counts.get(key);
    const from = was && was.calls <= now.calls ? was : { calls: 0, rows: 0, time: 0 };
    if (now.calls === from.calls) continue;
    counts.push({
      text: now.text,
      calls: now.calls - from.calls,
      rows: now.rows - from.rows,
      time: Math.max(0, now.time - from.time),
    });
  }
  return counts.sort((a, b) => b.calls - a.calls);
}

/** A session that did anything between two moments: it came, went, is busy, or was. */
function atWork(before: readonly Neighbour[], after: readonly Neighbour[]): Neighbour | undefined {
  const same = (a: Neighbour) => (b: Neighbour) => a.pid === b.pid && a.since === b.since;
  const came = after.find((now) => now.busy || before.find(same(now))?.activity !== now.activity);
  return came ?? before.find((then) => !after.some(same(then)));
}
