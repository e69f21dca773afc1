/**
 * Which statements a server executed for a role, from pg_stat_statements. Two snapshots are taken and subtracted: the
 * statistics are the user's, and resetting them would wipe his own.
 */
import type { Statement } from "../results/schema.js";
import { Session } from "./session.js";

/** A statement with what it did between two snapshots. */
export type StatementCount = Omit<Statement, "plan">;

/** The counters of one role at one moment, by the server's key for each statement. */
export type Snapshot = ReadonlyMap<string, StatementCount>;

/** An open view on a server's statistics. */
export interface StatementStatistics {
  /** The role's counters now. */
  snapshot(): Promise<Snapshot>;
  /** What was counted between two snapshots, most calls first; statements that weren't called are left out. */
  difference(before: Snapshot, after: Snapshot): StatementCount[];
  /**
   * EXPLAIN's text for a statement as the statistics show it, constants replaced by `$n`; undefined for a statement
   * that has no plan, or one that this server can't plan without its constants.
   */
  explain(text: string): Promise<string | undefined>;
  /** Process ids of the role's connections with that application name. */
  backends(applicationName: string): Promise<number[]>;
  /** Closes the connection; may be called again. */
  close(): Promise<void>;
}

/** Marks our own queries, so that they aren't counted where reads run as the same role. */
const mark = "/* ormeter statistics */";

/**
 * Opens the statistics of what `role` executes in the database of `adminUrl`.
 *
 * @returns why there are none, where the server doesn't have or doesn't show them
 */
export async function openStatementStatistics(
  adminUrl: string,
  role: string,
): Promise<StatementStatistics | { readonly absent: string }> {
  const session = await Session.open(adminUrl);
  try {
    const view = await extensionView(session);
    const query = snapshotQuery(view, await hasColumn(session, view, "toplevel"));
    // Whether the library is loaded and this user may look shows only when it is tried.
    await session.query(query, [role]);
    return new OpenStatistics(session, query, role);
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
const snapshotQuery = (view: string, hasToplevel: boolean): string => `${mark}
  SELECT queryid || '/' || ${hasToplevel ? "toplevel" : "true"} AS key, query AS text, calls::float8 AS calls,
         rows::float8 AS rows, total_exec_time AS time
  FROM ${view} AS statements
  WHERE userid = (SELECT oid FROM pg_roles WHERE rolname = $1)
    AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    ${hasToplevel ? "AND toplevel" : ""}
    AND strpos(query, '${mark}') = 0`;

class OpenStatistics implements StatementStatistics {
  constructor(
    private readonly session: Session,
    private readonly query: string,
    private readonly role: string,
  ) {}

  async snapshot(): Promise<Snapshot> {
    const { rows } = await this.session.query<StatementCount & { key: string }>(this.query, [this.role]);
    return new Map(rows.map(({ key, ...count }) => [key, count]));
  }

  difference(before: Snapshot, after: Snapshot): StatementCount[] {
    return difference(before, after);
  }

  async explain(text: string): Promise<string | undefined> {
    // Only what has a plan is sent, and only one statement: EXPLAIN of it executes nothing.
    if (!/^\s*(select|with|values|table|declare)\b/i.test(text) || text.includes(";")) return undefined;
    const generic = /\$\d/.test(text) ? "(GENERIC_PLAN)" : "";
    try {
      const { rows } = await this.session.query<{ "QUERY PLAN": string }>(`${mark} EXPLAIN ${generic} ${text}`);
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    } catch {
      return undefined; // A statement that can't be planned out of its context, or GENERIC_PLAN before PostgreSQL 16.
    }
  }

  async backends(applicationName: string): Promise<number[]> {
    const { rows } = await this.session.query<{ pid: number }>(
      `${mark} SELECT pid FROM pg_stat_activity WHERE usename = $1 AND application_name = $2 ORDER BY backend_start`,
      [this.role, applicationName],
    );
    return rows.map(({ pid }) => pid);
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

/** See {@link StatementStatistics.difference}. A statement that the server dropped and met again counts from 0. */
export function difference(before: Snapshot, after: Snapshot): StatementCount[] {
  const counts: StatementCount[] = [];
  for (const [key, now] of after) {
    const was = before.get(key);
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
