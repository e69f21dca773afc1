/**
 * Tries the connections that reads will need, before anything is loaded for them: a million rows are no way to find out
 * about a wrong setting.
 */
import type pg from "pg";
import { UsageError } from "../../../errors.js";
import { connect } from "./connection.js";

/**
 * A worker's at one time: two to the data sets, and one more that a pattern may take. And one for the statistics. The
 * parent's two, for the data set and for the claim, stand already.
 */
const connections = 4;

/** What a session says of itself. */
interface SessionSettings {
  readonly encoding: string;
  readonly dateStyle: string;
}

/**
 * Connects as often at the same time as a run does, and checks what the driver and the reads rely on.
 *
 * @param trialTimeout milliseconds that a read may take
 * @throws UsageError with what to do, where reads could not run to their end
 */
export async function checkReader(url: string, trialTimeout: number): Promise<void> {
  const readers: pg.Client[] = [];
  try {
    const first = await connect(url);
    readers.push(first);
    await checkSession(first, trialTimeout);
    // One after the other: the first refusal is the one to show.
    while (readers.length < connections) readers.push(await connect(url));
  } finally {
    await Promise.all(readers.map((reader) => reader.end()));
  }
}

async function checkSession(reader: pg.Client, trialTimeout: number): Promise<void> {
  const { rows } = await reader.query<SessionSettings>(
    `SELECT current_setting('server_encoding') AS encoding, current_setting('DateStyle') AS "dateStyle"`,
  );
  const [{ encoding, dateStyle } = { encoding: "", dateStyle: "" }] = rows;
  if (encoding !== "UTF8") {
    throw new UsageError(
      `The database ${String(reader.database)} holds text as ${encoding}, and the data set has names that only UTF8 can hold. ` +
        `Use a database made with ENCODING 'UTF8' (CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0).`,
    );
  }
  if (!dateStyle.startsWith("ISO")) {
    throw new UsageError(
      `The server writes dates for this role in the style "${dateStyle}", and PostgreSQL's drivers read ISO alone. ` +
        `Use another role, or set it: ALTER ROLE … SET DateStyle = 'ISO, MDY'.`,
    );
  }
  const { rows: limits } = await reader.query<{ name: string; milliseconds: number }>(
    `SELECT name, setting::float8 AS milliseconds FROM pg_settings
     WHERE name IN ('statement_timeout', 'transaction_timeout') AND setting::float8 > 0 AND setting::float8 < $1`,
    [trialTimeout],
  );
  const [limit] = limits;
  if (limit) {
    const [has, may] = [limit.milliseconds / 1000, trialTimeout / 1000];
    throw new UsageError(
      `The server ends what this role reads after ${String(has)} s (${limit.name}), and a trial may take ${String(may)} s. ` +
        `Use another role, lift it (ALTER ROLE … SET ${limit.name} = 0), or give a --timeout that is no longer.`,
    );
  }
}
