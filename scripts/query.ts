/** One statement on a connection of its own, for the programs and tests that look at a server from outside. */
import pg from "pg";

/** The rows that one statement gives at this URL. */
export async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
