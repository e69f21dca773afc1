/** Other sessions on a server, as a person is told of them. */

/** A session of pg_stat_activity. What another role's hides from us is null. */
export interface OtherSession {
  readonly pid: number;
  readonly role: string | null;
  readonly application: string | null;
  /** When it began, as `2026-01-31 23:59 UTC`. */
  readonly since: string | null;
}

/** The columns of a {@link OtherSession}, from pg_stat_activity under the name `session`. */
export const sessionColumns = `session.pid, session.usename AS role, nullif(session.application_name, '') AS application,
  to_char(session.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') AS since`;

/** "psql (process 4711, role ada, since 2026-01-31 23:59 UTC)"; the process is the server's. */
export function describeSession({ pid, role, application, since }: OtherSession): string {
  const parts = [
    `process ${String(pid)}`,
    ...(role === null ? [] : [`role ${role}`]),
    ...(since === null ? [] : [`since ${since}`]),
  ];
  return `${application ?? "a session"} (${parts.join(", ")})`;
}
