/** A connection of the parent's that comes back: an idle timeout, an administrator or a server's restart ends it. */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Failure } from "../../engine.js";
import { connect } from "./connection.js";

/** SQLSTATEs, codes of the system, and the words of drivers and servers for a connection that is gone. */
const gone = new RegExp(
  [
    "^(08|57P0)",
    "ECONNRESET|ECONNREFUSED|EPIPE|ENOENT.*\\.s\\.PGSQL",
    "Connection terminated|connection error and is not queryable|Client was closed",
    "terminating connection|the database system is (starting up|shutting down|in recovery mode|not yet accepting)",
    "server closed the connection|Connection refused|connection to server .* failed",
  ].join("|"),
);

/** Whether an error says that the connection is gone, or that there is none to be had just now. */
export function isConnectionLost(error: Failure): boolean {
  const { code = "", message = "", cause } = error as typeof error & { readonly cause?: unknown };
  return gone.test(code) || gone.test(message) || (cause instanceof Error && isConnectionLost(cause));
}

/** How long a server that restarts itself is waited for, in ms: after a crash it recovers first. */
const patience = 20_000;

/** Connects, and waits for a server that is restarting; for one that is gone only where somebody may start it again. */
async function connectPatiently(url: string, isStartedAgain = true): Promise<pg.Client> {
  for (const deadline = performance.now() + patience; ;) {
    try {
      return await connect(url);
    } catch (error) {
      const isGone = !isStartedAgain && (error as Error).message.includes("ECONNREFUSED");
      if (isGone || !isConnectionLost(error as Error) || performance.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

/**
 * Whether a server that closed a connection can be reached again, now or when it has restarted.
 *
 * @param isStartedAgain whether somebody else may start it when it is gone: not for ormeter's own.
 */
export async function comesBack(url: string, isStartedAgain: boolean): Promise<boolean> {
  try {
    await (await connectPatiently(url, isStartedAgain)).end();
    return true;
  } catch {
    return false;
  }
}

/** See the file's head. Only for statements that may be executed twice, each by itself. */
export class Session {
  private constructor(
    private readonly url: string,
    private client: pg.Client,
  ) {}

  /** @throws UsageError where the server can't be reached or refuses */
  static async open(url: string): Promise<Session> {
    return new Session(url, await connect(url));
  }

  /**
   * Executes a statement; where the connection turns out to be gone, once more on a new one.
   *
   * @throws what the server says; UsageError where it can't be reached any more
   */
  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<pg.QueryResult<Row>> {
    try {
      return await this.client.query<Row>(text, values);
    } catch (error) {
      if (!isConnectionLost(error as Error)) throw error;
      await this.reconnect();
      return this.client.query<Row>(text, values);
    }
  }

  private async reconnect(): Promise<void> {
    await this.close();
    this.client = await connectPatiently(this.url);
  }

  /** Closes the connection; may be called again, also where it is gone. */
  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
