import { pathToFileURL } from "node:url";
import { alone, readOptions } from "../../../src/matchers/read-handle.js";

const testFile = "/project/test/orders.test.ts";

test("A handle's pattern is the one that bench reads, and the rest is bench's", () => {
  expect(readOptions({ entity: "Order", pattern: "typeorm/find", sample: 1000, cwd: "/project" }, testFile)).toEqual({
    entity: "Order",
    sample: 1000,
    patterns: "typeorm/find",
  });
});

test.each([
  ["./reads/report.ts#monthly", "/project/test/reads/report.ts#monthly"],
  ["../src/reads.ts", "/project/src/reads.ts"],
  ["src/reads.ts", "src/reads.ts"],
  ["/elsewhere/reads.ts", "/elsewhere/reads.ts"],
  [`${pathToFileURL("/project/a b.ts").href}#name`, "/project/a b.ts#name"],
])("The file %s is looked for beside the test where an import would be", (given, read) => {
  expect(readOptions(given, testFile)).toEqual({ read });
  expect(readOptions({ dataSource: given, pattern: "typeorm/find" }, testFile)).toMatchObject({ dataSource: read });
});

test.each([
  [undefined, "received nothing"],
  [null, "received null"],
  [7, "received a number"],
  [{ entity: "Order" }, "name the pattern that reads"],
  [{ entity: "Order", pattern: "typeorm/find,pg" }, 'must name one pattern, such as "typeorm/find"'],
  [{ entity: "Order", pattern: "typeorm/*" }, "must name one pattern"],
  [{ entity: "Order", pattern: 7 }, "received 7"],
])("What is no read is refused: %p", (given, message) => {
  expect(() => readOptions(given, testFile)).toThrow(message);
});

test("What a test names is all that is read, whatever the project's config reads", () => {
  const known = ["entity", "table", "dataSource", "patterns", "query", "read"];
  expect(alone({ table: "orders", patterns: "pg/query" }, known)).toEqual({
    table: "orders",
    patterns: "pg/query",
    entity: false,
    query: false,
    read: false,
    dataSource: false,
  });
  expect(alone({ read: "/reads.ts" }, known)).toEqual({ read: "/reads.ts", entity: false, query: false, table: false });
  expect(alone({ patterns: "pg/query" }, known)).toEqual({ patterns: "pg/query" });
});

test("Without the test's own file, what lies beside it isn't known", () => {
  expect(() => readOptions("./reads.ts", undefined)).toThrow("it isn't known which test this is");
});
