import { readingStatement, withParameters } from "../../../../src/project/own/sql-text.js";

test.each([
  ["a query", "SELECT 1", "SELECT 1"],
  ["a semicolon at the end", "select 1 ;\n-- done;\n", "select 1 "],
  ["several of them", "SELECT 1;;\n;", "SELECT 1"],
  [
    "comments before it",
    "-- orders; all\n/* of /* them */ ; */ SELECT 1;",
    "-- orders; all\n/* of /* them */ ; */ SELECT 1",
  ],
  ["semicolons and parameters in texts", `SELECT ';$1', E'\\';$2', ";$3", $$;$4$$, $a$ $$;$5 $a$, x$6`, undefined],
  ["brackets around it", "(SELECT 1) UNION (SELECT 2)", undefined],
  ["WITH", "WITH a AS (SELECT 1) SELECT * FROM a", undefined],
  ["VALUES", "VALUES (1)", undefined],
])("A text with %s is one statement", (_, text, statement = text) => {
  expect(readingStatement(text, "q.sql")).toBe(statement);
});

test.each([
  ["nothing", " \n-- nothing\n", "q.sql is empty: it must hold one query, such as SELECT … FROM …."],
  [
    "several statements",
    "SELECT 1; SELECT 2",
    "q.sql holds several statements, and one query is measured at a time: give each a file.",
  ],
  ["a statement behind a comment", "SELECT 1; /* and */ SELECT 2", /several statements/],
  ["an INSERT", "/* x */ insert into a values (1)", /^q\.sql begins with INSERT, .* A read must not write\.$/],
  ["a parameter", "SELECT $1::int", /^q\.sql has the parameter \$1, and there is nobody to give its value/],
])("A text with %s is refused", (_, text, message) => {
  expect(() => readingStatement(text, "q.sql")).toThrow(message);
});

test("Parameters are written out as texts, and only where they are parameters", () => {
  const sql = `SELECT '$1', "$1", $1, $2 /* $3 */ FROM a WHERE b = $10 AND c = $3 AND tag$1 = 1`;
  const values = ["it's", null, "a\\b", "4", "5", "6", "7", "8", "9", "10"];
  expect(withParameters(sql, values)).toBe(
    `SELECT '$1', "$1", 'it''s', NULL /* $3 */ FROM a WHERE b = '10' AND c =  E'a\\\\b' AND tag$1 = 1`,
  );
});
