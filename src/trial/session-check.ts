/** Asks the server whether a worker's session is what it must be, whichever client opened it. */
import type { Connection } from "./client.js";

/** Where a session can't be read in; the message is for the user. */
export class UnfitSession extends Error {
  override readonly name = "UnfitSession";
}

/** @throws UnfitSession where it isn't read-only, or gives what drivers would misread. */
export async function checkSession(ask: Connection["ask"]): Promise<void> {
  const [session] = await ask(
    `SELECT current_setting('transaction_read_only') AS readonly, current_setting('client_encoding') AS encoding,
            current_setting('DateStyle') AS dates`,
  );
  const { readonly, encoding, dates } = session ?? {};
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
