/** Asks the server whether a worker's session is what it must be, whichever client opened it. */
import type { Connection } from "./client.js";

/** Where a session can't be read in; the message is for the user. */
export class UnfitSession extends Error {
  override readonly name = "UnfitSession";
}

/**
 * @param client what the client is called, and whether it was asked to read in a snapshot.
 * @throws UnfitSession where it isn't read-only, or gives what drivers would misread, or isn't in the snapshot.
 */
export async function checkSession(
  ask: Connection["ask"],
  { client, inSnapshot }: { readonly client: string; readonly inSnapshot: boolean },
): Promise<void> {
  const [session] = await ask(
    `SELECT current_setting('transaction_read_only') AS readonly, current_setting('client_encoding') AS encoding,
            current_setting('DateStyle') AS dates, current_setting('transaction_isolation') AS isolation`,
  );
  const { readonly, encoding, dates, isolation } = session ?? {};
  if (inSnapshot && isolation !== "repeatable read") {
    throw new UnfitSession(
      `${client}'s client.ts doesn't read in a snapshot: hand the request's \`snapshot\` to readOnlyPool, or do without ` +
        `--snapshot.`,
    );
  }
  if (readonly !== "on") {
    throw new UnfitSession(
      "Reads must be read-only, and the session isn't, though it was told to be. If a pooler is in between, connect to " +
        "the server itself, have the pooler keep a client's session (pool_mode = session), or give the role its " +
        "setting: ALTER ROLE … SET default_transaction_read_only = on.",
    );
  }
  if (encoding !== "UTF8") {
    throw new UnfitSession(
      `The session's client_encoding is ${String(encoding)}, and drivers read UTF8 only. If a pooler is in between, have ` +
        `it pass client_encoding on.`,
    );
  }
  if (!String(dates).startsWith("ISO")) {
    throw new UnfitSession(
      `The session's DateStyle is "${String(dates)}", and drivers read ISO dates only: ` +
        `ALTER ROLE … SET DateStyle = 'ISO, YMD'.`,
    );
  }
}
