import { databaseError } from "../../../../../src/engines/postgres/connecting/database-error.js";
import { UsageError } from "../../../../../src/errors.js";

const refusal = (code: string | undefined, message: string) => Object.assign(new Error(message), { code });

test("what the user can fix says what was tried, what came of it and what to do, and keeps the cause", () => {
  const cause = refusal("42501", "permission denied for schema ormeter_employees_10");
  const error = databaseError("load the data set ormeter_employees_10", cause);
  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).toBe(
    "Could not load the data set ormeter_employees_10: permission denied for schema ormeter_employees_10. " +
      "Give the user that right, or use another user.",
  );
  expect(error.cause).toBe(cause);
});

test("of the several addresses of one host the first refusal is shown", () => {
  const both = new AggregateError([
    refusal("ECONNREFUSED", "connect ECONNREFUSED ::1:5432"),
    refusal("ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:5432"),
  ]);
  expect(databaseError("connect", both).message).toMatch(/ECONNREFUSED ::1:5432\. Is the server running/);
});

test("any other error stays what it is", () => {
  const bug = refusal("42601", "syntax error at or near");
  expect(databaseError("load", bug)).toBe(bug);
  expect(databaseError("load", refusal(undefined, "boom"))).not.toBeInstanceOf(UsageError);
});

test.each([
  ["a missing password", undefined, "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string", /PGPASSFILE/],
  ["a certificate of its own making", "DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate", /sslrootcert=FILE/],
  ["TLS alone", "28000", 'no pg_hba.conf entry for host "::1", user "a", database "b", no encryption', /verify-full/],
  ["no TLS", "28000", 'no pg_hba.conf entry for host "::1", user "a", database "b", SSL encryption', /sslmode=disable/],
  [
    "a certificate's file",
    "ENOENT",
    "ENOENT: no such file or directory, open '/x.pem'",
    /Is the file that the URL names/,
  ],
  ["a socket", "ENOENT", "connect ENOENT /run/.s.PGSQL.5432", /socket's folder/],
  ["a setting that isn't there", "42704", 'unrecognized configuration parameter "foo"', /Take it out of the URL/],
  ["a setting that the pooler refuses", "08P01", "unsupported startup parameter: options", /ignore_startup_parameters/],
  ["a role's connection limit", "53300", 'too many connections for role "a"', /CONNECTION LIMIT/],
  ["text that the encoding lacks", "22P05", 'character with byte sequence 0xc5 has no equivalent in "LATIN1"', /UTF8/],
  ["a time limit", "57014", "canceling statement due to statement timeout", /SET statement_timeout = 0/],
])("%s has a remedy of its own", (_, code, message, remedy) => {
  const error = databaseError("connect", refusal(code, message));
  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).toMatch(remedy);
});
