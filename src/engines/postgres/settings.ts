/** The server's settings that decide whether two results may be compared; recorded with each result. */
import type pg from "pg";

const comparedSettings = [
  "shared_buffers",
  "work_mem",
  "effective_cache_size",
  "fsync",
  "wal_level",
  "autovacuum",
  "jit",
  "max_parallel_workers_per_gather",
  "cursor_tuple_fraction",
  "random_page_cost",
  "seq_page_cost",
  "plan_cache_mode",
  "track_io_timing",
  "server_encoding",
  "TimeZone",
  "DateStyle",
] as const;

/** Their values; those the server doesn't have are left out. */
export async function readSettings(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    "SELECT name, current_setting(name) AS value FROM pg_settings WHERE name = ANY($1) ORDER BY name",
    [comparedSettings],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
