/** The URL of a PostgreSQL server: read once, completed from the environment, shown without anything secret. */
import { UsageError } from "../errors.js";

/** What PostgreSQL's clients read from the environment, by the variables' names. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Query parameters that stand in for variables of the environment. */
const parameters = {
  sslmode: "PGSSLMODE",
  sslrootcert: "PGSSLROOTCERT",
  sslcert: "PGSSLCERT",
  sslkey: "PGSSLKEY",
} as const;

/** Names a folder with a socket instead of a host, as `host=/var/run/postgresql` does. */
const socketFolder = (url: URL): string | null => {
  const host = url.searchParams.get("host");
  return host?.startsWith("/") === true ? host : null;
};

/**
 * Reads a server's URL, `postgresql://user:password@host:port/database?sslmode=…`, and completes it with what psql would
 * take from the environment: PGUSER, PGPASSWORD, PGHOST, PGPORT, PGDATABASE, PGSSLMODE and the certificates' files. A
 * password in the file that PGPASSFILE names is found by the driver. What else begins with PG has no effect, nor has an
 * application's name.
 *
 * @param source where it was given, for the message: "--url".
 * @returns a URL that WHATWG's parser takes, the driver's and libpq's too.
 * @throws UsageError where it isn't one. Nothing of it is repeated: any part may be a password that wasn't encoded.
 */
export function serverUrl(text: string, source: string, env: Environment = {}): string {
  // A host may be left out where a socket or the environment names it, but WHATWG's parser wants one behind a user.
  const hosted = text.replace(/^(postgres(?:ql)?:\/\/(?:[^/?#@]*@)?)(?=[/?]|$)/, "$1localhost");
  const url = URL.canParse(hosted) ? new URL(hosted) : undefined;
  // A # begins a fragment, which a server has none of; a second @ ends a password that has one in it.
  if (!url || !/^postgres(?:ql)?:\/\//.test(text) || url.hash !== "" || /@.*@/.test(text.split("?", 1)[0] ?? "")) {
    throw new UsageError(
      `${source} must read postgresql://user:password@host:port/database; what was given doesn't, and isn't repeated ` +
        `here. Letters like @, / and # in a password must be percent-encoded, or the password kept in PGPASSWORD or in ` +
        `the file that PGPASSFILE names.`,
    );
  }
  // By what a session is called the server's counts of a trial are told from others', so it is ormeter's to say.
  for (const name of ["application_name", "fallback_application_name"]) {
    if (url.searchParams.has(name)) url.searchParams.delete(name);
  }
  const set = (name: string): string | undefined => (env[name] === "" ? undefined : env[name]);
  const host = set("PGHOST");
  if (hosted !== text && host !== undefined && socketFolder(url) === null) {
    if (host.startsWith("/")) url.searchParams.set("host", host);
    else url.hostname = host;
  }
  if (url.port === "") url.port = set("PGPORT") ?? "";
  if (url.username === "") url.username = encodeURIComponent(set("PGUSER") ?? "");
  if (url.password === "") url.password = encodeURIComponent(set("PGPASSWORD") ?? "");
  if (url.pathname === "" || url.pathname === "/") url.pathname = `/${encodeURIComponent(set("PGDATABASE") ?? "")}`;
  for (const [parameter, variable] of Object.entries(parameters)) {
    const value = set(variable);
    // To prefer TLS is to do without where the server has none, which the driver can't.
    if (value === "prefer" || value === "allow") continue;
    if (value !== undefined && !url.searchParams.has(parameter)) url.searchParams.set(parameter, value);
  }
  return url.href;
}

/** Where a server listens: on a port, or on a socket in the file system. */
export type ServerPlace = { readonly host: string; readonly port: number } | { readonly path: string };

/** PostgreSQL's port where none is said. */
const usualPort = 5432;

/** Where the server of a URL listens. */
export function placeOf(text: string): ServerPlace {
  const url = new URL(text);
  const port = url.port === "" ? usualPort : Number(url.port);
  const folder = socketFolder(url);
  if (folder !== null) return { path: `${folder}/.s.PGSQL.${String(port)}` };
  // An address of IPv6 stands in brackets.
  return { host: url.hostname.replace(/^\[(.*)\]$/, "$1"), port };
}

/** Whether a client refuses a server whose certificate is for another name than the URL's: the driver does unless told otherwise. */
export function checksServerName(text: string): boolean {
  const mode = new URL(text).searchParams.get("sslmode");
  return mode !== null && !["disable", "no-verify"].includes(mode);
}

/** The same database by the same user, reached on a port of this machine. */
export function atAnotherPlace(text: string, port: number): string {
  const url = new URL(text);
  url.searchParams.delete("host");
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return url.href;
}

/** The URL as it may be shown: where the server is, and nothing of who connects or how. */
export function shownUrl(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  const folder = socketFolder(new URL(url));
  const place = folder === null ? `${hostname}${port === "" ? "" : `:${port}`}` : "";
  return `postgresql://${place}${pathname}${folder === null ? "" : ` (socket in ${folder})`}`;
}

/** What a server says of a connection, without whom it names: a user may be a password that stands in the wrong place. */
export function withoutUser(text: string, url: string): string {
  const { username, password } = new URL(url);
  const named = [username, password].filter((part) => part !== "").map((part) => `"${decodeURIComponent(part)}"`);
  return named.reduce((shown, name) => shown.replaceAll(name, '"…"'), text);
}

/** A text in which URLs lost whoever connects: for messages that repeat what was given. */
export const withoutCredentials = (text: string): string =>
  text
    // Of a server's URL all up to the last @ goes: a password may hold what should have been encoded.
    .replaceAll(/(?<=\bpostgres(?:ql)?:)(?!\/\/user:password@)[^\s'"]*@/g, "//")
    // `git@`, which every host of repositories has, is no secret; nor is what our own sentences ask for.
    .replaceAll(/(?<=\/\/)(?!git@|user:password@)[^/\s@]*@/g, "")
    .replaceAll(/(?<=\bpassword=)[^\s&'"]+/gi, "…");
