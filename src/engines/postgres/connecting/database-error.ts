/** What a database's refusals mean to the user. */
import { shownUrl, withoutUser } from "../../../config/server-url.js";
import { UsageError } from "../../../errors.js";

const untrusted =
  "Name the certificate that vouches for it (?sslmode=verify-full&sslrootcert=FILE), or do without checking it " +
  "(?sslmode=no-verify).";

/** By SQLSTATE, or by the system's or TLS's error code: what to do. */
const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Is the server running, and are host and port right?",
  ENOTFOUND: "Is the host's name right?",
  EAI_AGAIN: "Is the host's name right, and is there a network?",
  EHOSTUNREACH: "Is the host's address right?",
  ENETUNREACH: "Is there a network?",
  ETIMEDOUT: "Is the host's address right, and does its firewall let you in?",
  ECONNRESET: "Is it a PostgreSQL server that listens there, and does it want TLS (?sslmode=require)?",
  ENOENT: "Is the server running, and is the socket's folder right?",
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: "Renew the server's certificate, or do without checking it (?sslmode=no-verify).",
  CERT_NOT_YET_VALID: "Is the clock right, here and where the certificate was made?",
  ERR_TLS_CERT_ALTNAME_INVALID: "Use the host's name that the certificate is for, or ?sslmode=no-verify.",
  // Classes and codes of PostgreSQL's appendix A.
  "22P05": "The data set needs a database whose encoding is UTF8.",
  "2BP01": "Remove or change what depends on it first.",
  "40P01": "Try again.",
  "42P06": "Somebody else has just made it: try again.",
  "28P01": "Are user and password right?",
  "28000": "May this user log in from here?",
  "3D000": "Does the database named in the URL exist?",
  "42501": "Give the user that right, or use another user.",
  "25006": "The server or the user is read-only: use one that may write, or a data set that is there already.",
  "53100": "The server's disk is full: make room, or use fewer --rows.",
  "53200": "The server's memory is used up: try again when it has less to do, or use fewer --rows.",
  "53300":
    "ormeter needs six connections at a time: close others, or raise the limit (max_connections, or the role's or the " +
    "database's CONNECTION LIMIT).",
  "53400": "Raise that limit for this user, or use fewer --rows.",
  "55P03": "Somebody else holds it locked: try again when they are done.",
  "57P01": "Somebody ended ormeter's connection: try again.",
  "57P02": "The server crashed: see its log, and try again.",
  "57P03": "The server is starting up or shutting down: try again.",
};

/**
 * The error to throw when a database refuses: a UsageError where the user can fix it, the error itself otherwise.
 * Messages of the server and the system hold no password.
 *
 * @param attempt what was tried, to follow "Could not"
 */
export function databaseError(attempt: string, error: unknown): Error {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const { code, message } = (first ?? error) as { code?: string; message?: string };
  const remedy = remedyForMessage(message ?? "") ?? remedies[code ?? ""];
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

/** For what says more than its code does, or has none: words of PostgreSQL, poolers, the driver and Node. */
const remediesByMessage: readonly (readonly [RegExp, string])[] = [
  [/does not support SSL connections/, "Add ?sslmode=disable to the URL."],
  [
    /statement pooling mode/,
    "Reads need transactions: have the pooler keep one together (pool_mode = transaction), or connect to the server.",
  ],
  [/received invalid response|Connection terminated unexpectedly/, "Is it a PostgreSQL server that listens there?"],
  [
    /no pg_hba\.conf entry.*(no encryption|SSL off)/,
    "If it lets in with TLS alone, add ?sslmode=verify-full to the URL.",
  ],
  [
    /no pg_hba\.conf entry.*(SSL encryption|SSL on)/,
    "May this user log in from here, and with TLS (?sslmode=disable)?",
  ],
  [/password must be a|no password supplied/, "Put the password into the URL (user:password@host), or use PGPASSFILE."],
  [/^(ENOENT|EACCES|EISDIR)\b.* open |^EISDIR/, "Is the file that the URL names there, and may you read it?"],
  [/PEM routines|bad base64|wrong tag/, "Is the file that the URL names a certificate or key in PEM format?"],
  [/unsupported startup parameter/, "Name it in the pooler's ignore_startup_parameters, or use the server's own port."],
  [
    /configuration parameter|for parameter "|command-line argument for server|to set parameter|parameter .* cannot be/,
    "Take it out of the URL.",
  ],
  [/statement timeout|transaction timeout/, "Lift that limit for the role (ALTER ROLE … SET statement_timeout = 0)."],
  [/no such database/, "Does the database named in the URL exist, and does the pooler know it?"],
];

const remedyForMessage = (message: string): string | undefined =>
  remediesByMessage.find(([words]) => words.test(message))?.[1];
