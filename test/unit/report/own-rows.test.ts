import type { DataSet } from "../../../src/results/schema.js";
import { resultReport } from "../../../src/report/model/result.js";
import { completed, makeResult } from "../../results.js";
import { markdownOf, pageOf, terminalOf } from "../../reports.js";

const orders: DataSet & { own: object } = {
  name: "Order",
  version: 1,
  schema: "sales",
  rows: 1000,
  digest: "0f3a",
  bytes: 5e6,
  own: {
    kind: "table",
    relation: '"sales"."orders"',
    sample: 1000,
    where: '"deletedAt" IS NULL',
    unchecked: [{ column: "total", why: "a transformer of the entity's changes its values" }],
    leftOut: [{ pattern: "typeorm/take-skip", why: "it reads page by page" }],
    values: "hidden",
    rowSecurity: true,
  },
};
const trials = [1, 2, 3].map((wall) => completed({ wall, peakRss: wall * 1e6 }));
const resultOf = (own: Partial<NonNullable<DataSet["own"]>> = {}, rest: Parameters<typeof makeResult>[1] = {}) =>
  makeResult(
    [
      { pattern: "pg/query", trials },
      { pattern: "typeorm/find", trials: [10, 11, 12].map((wall) => completed({ wall, peakRss: wall * 1e7 })) },
    ],
    { dataSet: { ...orders, own: { ...orders.own, ...own } }, ...rest },
  );
const flat = (text: string): string => text.replaceAll(/\s+/g, " ");
const wide = { columns: 1000, color: false };

test("A report says which rows of the user's were read, and what of them wasn't read, compared or shown", async () => {
  const result = resultOf();
  expect(resultReport(result).title).toBe("What it costs to read the first 1,000 rows by key of Order");
  for (const text of [terminalOf(result, wide), markdownOf(result), await pageOf(result)].map(flat)) {
    for (const said of [
      "Only the first 1,000 rows of",
      "by key were read.",
      "Row-level security decides which rows of",
      "Read, but not compared: total, since a transformer of the entity",
      "Not read, and not among those compared: typeorm/take-skip, since it reads page by page.",
      "Values of these rows aren",
      "Fastest of those that can read these rows: pg/query",
    ]) {
      expect(text).toContain(said);
    }
  }
  const page = flat(await pageOf(result));
  expect(page).not.toMatch(/data set/i);
  expect(page).toContain("under the condition");
});

test("Rows that changed are the first thing that is said, before what may come of it", () => {
  const result = resultOf({ changed: 'Rows of "sales"."orders" changed while they were read.' });
  const [first] = terminalOf(result, wide).split("• ").slice(1);
  expect(first).toMatch(/^Rows of "sales"\."orders" changed .* with --snapshot all read the same\./);
});

test("A hidden value is no quotation", () => {
  const equivalence = {
    kind: "different",
    case: "case 1: pg/query",
    reference: "the server's own rows",
    summary: "the checksum differs",
    firstDifference: {
      key: "#0123abcd",
      missing: "neither",
      columns: [{ name: "total", value: "a decimal of 3 characters", reference: "a decimal of 4 characters" }],
    },
  } as const;
  const said = flat(
    terminalOf(
      resultOf(
        {},
        {
          equivalence: {
            ...equivalence,
            firstDifference: { ...equivalence.firstDifference, columns: [...equivalence.firstDifference.columns] },
          },
        },
      ),
      wide,
    ),
  );
  expect(said).toContain(
    "the first row that differs is #0123abcd, where total is a decimal of 3 characters against a decimal of 4 characters.",
  );
});
