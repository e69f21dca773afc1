import { serverRows } from "../../../../../src/results/equivalence.js";
import type { Result } from "../../../../../src/results/schema.js";
import { completed, makeResult } from "../../../../results.js";
import { markdownOf, pageOf, terminalOf } from "../../../../reports.js";

/** A run of one read that returned something else than the server holds. */
function wrongAlone(): Result {
  const result = makeResult([{ pattern: "typeorm/find", trials: [completed({ wall: 1 })] }]);
  return {
    ...result,
    equivalence: {
      kind: "different",
      case: result.cases[0]?.id ?? "",
      reference: serverRows,
      summary: "the checksum over all columns is 4d3c, not 1a2b",
      firstDifference: {
        key: "4711",
        missing: "neither",
        columns: [{ name: "hired_on", value: "2011-12-31", reference: "2011-12-30" }],
      },
    },
  };
}

test("Every report of one read shows what the server holds beside what was read", async () => {
  const result = wrongAlone();
  const reports = [terminalOf(result, { columns: 400, color: false }), markdownOf(result), await pageOf(result)].map(
    (text) => text.replaceAll("&#39;", "'").replaceAll("&#x27;", "'"),
  );
  for (const text of reports) {
    for (const part of ["4711", "hired_on", "2011-12-31", "2011-12-30"]) expect(text).toContain(part);
    expect(text).toMatch(/the server\S+ own rows/);
  }
});

test("Markdown and the page have the row as a table, once", async () => {
  const result = wrongAlone();
  expect(markdownOf(result).match(/^\| <code>hired_on/gm)).toHaveLength(1);
  expect((await pageOf(result)).match(/The first row that differs<\/h3>/g)).toHaveLength(1);
});
