/** What a database's refusals mean to the user. */
import { shownUrl, withoutUser } from "../config/server-url.js";
import { UsageError } from "../errors.js";

/** By SQLSTATE or by the system's error code: what to do. */
const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Is the server running, and are host and port right?",
  ENOTFOUND: "Is the host's name right?",
  EAI_AGAIN: "Is the host's name right, and is there a network?",
  EHOSTUNREACH: "Is the host's address right?",
  ENETUNREACH: "Is there a network?",
  ETIMEDOUT: "Is the host's address right, and does its firewall let you in?",
  ECONNRESET: "Is it a PostgreSQL server that listens there, and does it want TLS (?sslmode=require)?",
  // Classes and codes of PostgreSQL's appendix A.
  "28P01": "Are user and password right?",
  "28000": "May this user log in from here?",
  "3D000": "Does the database named in the URL exist?",
  "42501": "Give the user that right, or use another user.",
  "25006": "The server or the user is read-only: use one that may write, or a data set that is there already.",
  "53100": "The server's disk is full: make room, or use fewer --rows.",
  "53300": "The server has no connection left: close some, or raise its max_connections.",
  "57P03": "The server is starting up or shutting down: try again.",
};

/**
 * The error to throw when a database refuses: a UsageError where the user can mend it, the error itself otherwise.
 * Messages of the server and the system hold no password.
 *
 * @param attempt what was tried, to follow "Could not"
 */
export function databaseError(attempt: string, error: unknown): Error {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const { code, message } = (first ?? error) as { code?: string; message?: string };
  const remedy = remedies[code ?? ""] ?? remedyForMessage(message ?? "");
  if (remedy !== undefined) {
    return new UsageError(`Could not ${attempt}: ${message ?? String(code)}. ${remedy}`, { cause: error });
  }
  return error instanceof Error ? error : new Error(`Could not ${attempt}: ${String(error)}.`);
}

/** {@link databaseError} of a connection to `url` that could not be made, without who wanted it. */
export function connectionError(url: string, error: unknown, whose = ""): Error {
  const refusal = databaseError(`connect to ${shownUrl(url)}${whose}`, error);
  const message = withoutUser(refusal.message, url);
  return message === refusal.message ? refusal : new UsageError(message, { cause: error });
}

/** For what the driver says without a code. */
function remedyForMessage(message: string): string | undefined {
  if (message.includes("does not support SSL connections")) return "Add ?sslmode=disable to the URL.";
  if (message.includes("statement pooling mode")) {
    return "Reads need transactions: have the pooler keep one together (pool_mode = transaction), or connect to the server.";
  }
  if (/received invalid response|Connection terminated unexpectedly/.test(message)) {
    return "Is it a PostgreSQL server that listens there?";
  }
  return undefined;
}
