/** Everything that a user has on a server, so that a test can tell whether ormeter changed any of it. */
import pg from "pg";

/** What is there: a line for each object of every catalog and for each table's and sequence's content. */
export type UserDigest = ReadonlySet<string>;

/** What one digest has that the other lacks. */
export interface DigestDifference {
  readonly lost: readonly string[];
  readonly gained: readonly string[];
}

/** What the server itself keeps up to date, or what says the same again. */
const passing: Readonly<Record<string, readonly string[]>> = {
  pg_class: ["relpages", "reltuples", "relallvisible", "relallfrozen", "relfrozenxid", "relminmxid"],
  pg_database: ["datfrozenxid", "datminmxid"],
};
const statistics = ["pg_statistic", "pg_statistic_ext_data"];

/**
 * Takes the digest of one database and of what its server's databases share: roles, their settings and memberships,
 * databases. Object ids are part of it, so that what was dropped and made again is something else.
 *
 * @param url a superuser's, of the database
 */
export async function userDigest(url: string): Promise<UserDigest> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const lines = async (text: string): Promise<string[]> =>
    (await client.query<{ line: string }>(text)).rows.map(({ line }) => line);
  try {
    const catalogs = await lines(
      `SELECT relname AS line FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'`,
    );
    const tables = await lines(
      `SELECT oid::regclass::text AS line FROM pg_class
       WHERE relkind IN ('r', 'm', 'S') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'`,
    );
    const found: string[] = [];
    for (const catalog of catalogs.filter((name) => !statistics.includes(name))) {
      const kept = (passing[catalog] ?? []).map((column) => ` - '${column}'`).join("");
      found.push(...(await lines(`SELECT '${catalog} ' || (to_jsonb(t)${kept})::text AS line FROM ${catalog} AS t`)));
    }
    for (const table of tables) {
      found.push(
        ...(await lines(
          `SELECT 'content of ${table.replaceAll("'", "''")}: ' || count(*) || ' '
                  || coalesce(sum(hashtextextended(row(t.*)::text, 0)), 0) AS line FROM ${table} AS t`,
        )),
      );
    }
    return new Set(found);
  } finally {
    await client.end();
  }
}

/** Holds two digests against each other. */
export const digestDifference = (before: UserDigest, after: UserDigest): DigestDifference => ({
  lost: [...before].filter((line) => !after.has(line)),
  gained: [...after].filter((line) => !before.has(line)),
});

/** No difference. */
export const unchanged: DigestDifference = { lost: [], gained: [] };
