import { databaseError } from "../../../src/database/database-error.js";
import { UsageError } from "../../../src/errors.js";

const refusal = (code: string | undefined, message: string) => Object.assign(new Error(message), { code });

test("what the user can mend says what was tried, what came of it and what to do, and keeps the cause", () => {
  const cause = refusal("42501", "permission denied for schema ormeter_10");
  const error = databaseError("load the data set ormeter_10", cause);
  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).toBe(
    "Could not load the data set ormeter_10: permission denied for schema ormeter_10. " +
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
