import {
  atAnotherPlace,
  checksServerName,
  placeOf,
  serverUrl,
  shownUrl,
  withoutCredentials,
} from "../../../src/config/server-url.js";
import { UsageError } from "../../../src/errors.js";

describe("a server's URL", () => {
  test.each([
    [
      "postgresql://ada:s%40cret@db:5433/shop?sslmode=require",
      "postgresql://ada:s%40cret@db:5433/shop?sslmode=require",
    ],
    ["postgres://db", "postgres://db/"],
    ["postgresql://ada:pw@/shop?host=/run/sock", "postgresql://ada:pw@localhost/shop?host=/run/sock"],
    ["postgresql:///shop?host=/run/sock", "postgresql://localhost/shop?host=/run/sock"],
    // Sessions of trials are told from others' by their name.
    ["postgresql://db/shop?application_name=shop&sslmode=require", "postgresql://db/shop?sslmode=require"],
  ])("is read: %s", (text, url) => {
    expect(serverUrl(text, "--url")).toBe(url);
  });

  // What isn't a URL holds a password that nobody can find, so nothing of it is repeated, nor looked up.
  test.each([
    "postgresql://bench:p@x#SECRET@host/db",
    "postgresql://bench:p#SECRET@host/db",
    "postgresql://bench:SECRET@x@host/db",
    "postgresql://bench:SECRET/x@host/db",
    "postgres:bench:SECRET",
    "pg://h/db?password=SECRET",
    "bench:SECRET@host:5432/db",
    "SECRET",
    "",
  ])("that isn't one is refused without a word of it: %j", (text) => {
    let refusal: unknown;
    try {
      serverUrl(text, "DATABASE_URL");
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as Error).message).toMatch(
      /^DATABASE_URL must read postgresql:\/\/user:password@host:port\/database;/,
    );
    expect((refusal as Error).message).not.toMatch(/SECRET|bench/);
  });

  test("is completed with what psql takes from the environment, and nothing that it says itself", () => {
    const env = {
      PGUSER: "ada",
      PGPASSWORD: "a/b@c",
      PGHOST: "db",
      PGPORT: "5433",
      PGDATABASE: "shop",
      PGSSLMODE: "verify-full",
      PGSSLROOTCERT: "/ca.pem",
      PGOPTIONS: "-c work_mem=1MB",
      PGCLIENTENCODING: "LATIN1",
    };
    expect(serverUrl("postgresql://", "--url", env)).toBe(
      "postgresql://ada:a%2Fb%40c@db:5433/shop?sslmode=verify-full&sslrootcert=%2Fca.pem",
    );
    const whole = "postgresql://bob:pw@other:6000/x?sslmode=disable&sslrootcert=no";
    expect(serverUrl(whole, "--url", env)).toBe(whole);
    expect(serverUrl("postgresql://", "--url", { PGHOST: "/run/sock" })).toBe(
      "postgresql://localhost/?host=%2Frun%2Fsock",
    );
    // The driver can't do without TLS where a server has none, which is what these two ask for.
    expect(serverUrl("postgresql://db/x", "--url", { PGSSLMODE: "prefer" })).toBe("postgresql://db/x");
  });

  test("is shown as a place, without who connects and how", () => {
    expect(shownUrl("postgresql://ada:s%40cret@db.example.com:5433/shop?sslcert=/key&password=x")).toBe(
      "postgresql://db.example.com:5433/shop",
    );
    expect(shownUrl("postgresql://ada@localhost/shop?host=/run/sock")).toBe("postgresql:///shop (socket in /run/sock)");
  });
});

describe("a server's place", () => {
  test.each([
    ["postgresql://ada:pw@db.example.com:6000/x", { host: "db.example.com", port: 6000 }],
    ["postgresql://db/x", { host: "db", port: 5432 }],
    ["postgresql://[::1]:6000/x", { host: "::1", port: 6000 }],
    ["postgresql://localhost/x?host=/run/sock", { path: "/run/sock/.s.PGSQL.5432" }],
    ["postgresql://localhost:6000/x?host=/run/sock", { path: "/run/sock/.s.PGSQL.6000" }],
  ])("is where its URL leads: %s", (url, place) => {
    expect(placeOf(url)).toEqual(place);
  });

  test("can be another, and all else of the URL stays", () => {
    expect(atAnotherPlace("postgresql://ada:s%40cret@db.example.com/x?sslmode=no-verify", 4711)).toBe(
      "postgresql://ada:s%40cret@127.0.0.1:4711/x?sslmode=no-verify",
    );
    expect(atAnotherPlace("postgresql://ada@localhost/x?host=/run/sock", 4711)).toBe(
      "postgresql://ada@127.0.0.1:4711/x",
    );
  });

  test("has a name that certificates are held against, unless the URL says not to", () => {
    const checks = (query: string) => checksServerName(`postgresql://db/x${query}`);
    expect(["", "?sslmode=disable", "?sslmode=no-verify"].map(checks)).toEqual([false, false, false]);
    expect(["?sslmode=require", "?sslmode=verify-full"].map(checks)).toEqual([true, true]);
  });
});

test.each([
  ["unknown option '--ulr=postgresql://u:SECRET@h/db'", "unknown option '--ulr=postgresql://h/db'"],
  ["got postgres:u:SECRET@h", "got postgres://h"],
  ["postgresql://u:p@x/SECRET@h/db", "postgresql://h/db"],
  ["at https://token@host/typeorm.tgz", "at https://host/typeorm.tgz"],
  ["typeorm@git+ssh://git@host/typeorm.git", "typeorm@git+ssh://git@host/typeorm.git"],
  ["pg://h/db?password=SECRET&x=1", "pg://h/db?password=…&x=1"],
])("a message that repeats input loses who connects: %s", (text, shown) => {
  expect(withoutCredentials(text)).toBe(shown);
});
