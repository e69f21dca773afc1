import { UsageError } from "../../../../src/errors.js";
import { shownValues } from "../../../../src/results/own-values.js";
import { placeIn, queryError } from "../../../../src/engines/postgres/own-query.js";

/** Where the server counts from: the statement that the user's text is put into. */
const before = "SELECT * FROM (".length;

test("A place is said as the user's file has it", () => {
  const sql = "SELECT id,\n  'ü😀', totl\nFROM orders";
  const at = Array.from(sql.slice(0, sql.indexOf("totl"))).length;
  expect(placeIn(sql, String(before + at + 1))).toBe(" in line 2, column 9");
  expect(placeIn("SELECT totl", String(before + 8))).toBe(" at character 8");
  expect(placeIn("SELECT 1", undefined)).toBe("");
  expect(placeIn("SELECT 1", "3")).toBe("");
});

const refusal = (file: string, error: object) =>
  queryError({ file, sql: "SELECT totl" }, Object.assign(new Error(), error), shownValues);

test.each([
  [
    "a column that isn't there",
    { code: "42703", message: `column "totl" does not exist`, position: String(before + 8) },
    / at character 8: .*migrations/,
  ],
  [
    "a write by a function",
    { code: "25006", message: "cannot execute nextval() in a read-only transaction" },
    /A read must not write/,
  ],
  [
    "a write behind WITH",
    { code: "0A000", message: "WITH clause containing a data-modifying statement must be at the top level" },
    /A read must not write\.$/,
  ],
])("Of %s the file, the server's words and what to do are said", (_, error, message) => {
  const refused = refusal("q.sql", error);
  expect(refused).toBeInstanceOf(UsageError);
  expect(refused.message).toMatch(/^q\.sql/);
  expect(refused.message).toContain(error.message);
  expect(refused.message).toMatch(message);
});

test("A place in what an ORM wrote is nobody's to look at", () => {
  expect(refusal("q.ts", { code: "42703", message: "no column", position: "20" }).message).toMatch(
    /^q\.ts: the server/,
  );
});

test("What is wrong with the server is no fault of the query", () => {
  expect(refusal("q.sql", { code: "57P03", message: "starting up" }).message).toMatch(
    /^Could not read q\.sql: starting up/,
  );
});
