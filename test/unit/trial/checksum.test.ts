import fc from "fast-check";
import { createChecksum } from "../../../src/trial/checksum.js";
import { columnKeys, type Column, type ColumnKind } from "../../../src/trial/pattern.js";
import {
  columns,
  copyLines,
  driverRows,
  entities,
  rowsOf,
  rowWith,
  shapes,
  wireRow,
  type Shape,
  type WireRow,
} from "./rows.js";

const seed = 20_260_801;

function checksumOf(rows: readonly WireRow[], { access, of }: Shape): string {
  const checksum = createChecksum(rowsOf(columns), access);
  for (const row of rows) checksum.add(of(row));
  return checksum.value();
}

/** The checksum of one value in a column of that kind. */
function valueChecksum(kind: ColumnKind, value: unknown): string {
  const column: Column = { name: "value", kind, nullable: true };
  const checksum = createChecksum(rowsOf([column]), columnKeys);
  checksum.add({ value });
  return checksum.value();
}

describe("Equal data", () => {
  test("The same rows have the same checksum in every shape", () => {
    fc.assert(
      fc.property(fc.array(wireRow, { minLength: 1, maxLength: 4 }), (rows) => {
        const values = Object.values(shapes).map((shape) => checksumOf(rows, shape));
        expect(new Set(values).size).toBe(1);
      }),
      { seed, numRuns: 400 },
    );
  });

  test("The order of the rows doesn't matter", () => {
    const shuffled = fc
      .array(wireRow, { minLength: 2, maxLength: 8 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    fc.assert(
      fc.property(shuffled, ([rows, others]) => {
        expect(checksumOf(others, copyLines)).toBe(checksumOf(rows, entities));
      }),
      { seed, numRuns: 200 },
    );
  });

  test.each([
    ["integer", "-2147483648", -2147483648],
    ["integer", "9223372036854775807", 9223372036854775807n.toString()],
    ["decimal", "0.10", 0.1],
    ["decimal", "-99999999.99", -99999999.99],
    ["decimal", "123456789012345678.901", "123456789012345678.901"],
    ["decimal", "0.00", 0],
  ] as const)("A number is the same as text and as a number: %s %s", (kind, text, value) => {
    expect(valueChecksum(kind, value)).toBe(valueChecksum(kind, text));
  });

  test("A checksum counts its rows and is sixteen hexadecimal digits, also before the first row", () => {
    const checksum = createChecksum(rowsOf(columns), driverRows.access);
    expect([checksum.rows(), checksum.value()]).toEqual([0, "0000000000000000"]);
    checksum.add(driverRows.of(rowWith({})));
    expect(checksum.rows()).toBe(1);
    expect(checksum.value()).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("Data that differs", () => {
  const base = [rowWith({}), rowWith({ integer_value: "18", text_value: "Grace" })];
  const [first, second] = base as [WireRow, WireRow];
  const different: readonly (readonly [string, readonly WireRow[]])[] = [
    ["one changed character", [rowWith({ text_value: "Ade" }), second]],
    ["a changed case", [rowWith({ text_value: "ada" }), second]],
    ["a space at the end", [rowWith({ text_value: "Ada " }), second]],
    ["an empty text for a null", [rowWith({ text_or_null: "" }), second]],
    ["a null for a text", [rowWith({ text_or_null: null }), second]],
    [String.raw`the text \N for a null`, [rowWith({ text_or_null: "\\N" }), second]],
    ["a date off by one", [rowWith({ date_value: "2026-01-30" }), second]],
    ["a millisecond", [rowWith({ timestamp_value: "2026-01-31 23:59:59.124+00" }), second]],
    ["a cent", [rowWith({ decimal_value: "1234.51" }), second]],
    ["a sign", [rowWith({ decimal_value: "-1234.50" }), second]],
    ["a flipped boolean", [rowWith({ boolean_value: "f" }), second]],
    ["false for null", [rowWith({ boolean_or_null: "f" }), rowWith({ integer_value: "18", boolean_or_null: null })]],
    ["a row that is missing", [first]],
    ["a row that came twice", [first, second, second]],
    ["a row that came twice where another is missing", [first, first]],
    [
      "one column's values swapped between two rows",
      [rowWith({ text_value: "Grace" }), rowWith({ integer_value: "18", text_value: "Ada" })],
    ],
  ];

  test.each(different)("Every shape shows %s", (_, rows) => {
    for (const shape of Object.values(shapes)) expect(checksumOf(rows, shape)).not.toBe(checksumOf(base, shape));
  });

  test("Null isn't the text \\N, an empty text, or null of another column, in any shape", () => {
    for (const shape of Object.values(shapes)) {
      const rows = [
        rowWith({ text_or_null: null }),
        rowWith({ text_or_null: "\\N" }),
        rowWith({ text_or_null: "" }),
        rowWith({ text_or_null: "N" }),
        rowWith({ date_or_null: null }),
      ];
      expect(new Set(rows.map((row) => checksumOf([row], shape))).size).toBe(rows.length);
    }
  });

  test("Two columns whose values are swapped are told apart, whatever the values", () => {
    fc.assert(
      fc.property(wireRow, (row) => {
        const at = columns.findIndex(({ name }) => name === "text_value");
        const other = at + 1;
        fc.pre(row[other] !== null && row[at] !== row[other]);
        const swapped = row.with(at, row[other] ?? null).with(other, row[at] ?? null);
        for (const shape of [entities, copyLines])
          expect(checksumOf([swapped], shape)).not.toBe(checksumOf([row], shape));
      }),
      { seed, numRuns: 300 },
    );
  });

  test("Two rows that differ have different checksums, whatever they hold", () => {
    fc.assert(
      fc.property(wireRow, wireRow, (row, other) => {
        const known = (one: WireRow) => JSON.stringify(Object.values(entities.of(one) as object));
        fc.pre(known(row) !== known(other));
        expect(checksumOf([row], copyLines)).not.toBe(checksumOf([other], copyLines));
      }),
      { seed, numRuns: 400 },
    );
  });

  test("A duplicate never makes up for a missing row", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(wireRow, { minLength: 2, maxLength: 6, selector: (row) => JSON.stringify(row) }),
        (rows) => {
          const [kept, missing, ...others] = rows as [WireRow, WireRow, ...WireRow[]];
          fc.pre(checksumOf([kept], entities) !== checksumOf([missing], entities));
          expect(checksumOf([kept, kept, ...others], entities)).not.toBe(checksumOf(rows, entities));
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  test("Many similar rows have as many different hashes as chance allows", () => {
    const hashes = new Set<string>();
    const count = 30_000;
    for (let id = 0; id < count; id++) {
      const checksum = createChecksum(rowsOf(columns), entities.access);
      checksum.add(entities.of(rowWith({ integer_value: String(id), text_value: `employee ${id}@example.com` })));
      hashes.add(checksum.value());
    }
    // n(n-1)/2 pairs in 2^32 make 0.1 collisions to be expected: four would be a one in 200,000 event.
    expect(hashes.size).toBeGreaterThan(count - 4);
  });
});

describe("What its column can't hold is different data, and doesn't end the read:", () => {
  const ordinary = rowWith({});
  const changed = (changes: Readonly<Record<string, unknown>>) => ({
    ...(driverRows.of(ordinary) as Record<string, unknown>),
    ...changes,
  });
  const read = (...rows: unknown[]) => {
    const checksum = createChecksum(rowsOf(columns), columnKeys);
    for (const row of rows) checksum.add(row);
    return checksum;
  };

  test("a row of its own kind is noted nowhere", () => {
    expect(read(driverRows.of(ordinary)).misfits()).toBeUndefined();
  });

  test("the first is noted with row, column and what came, the others are counted, and all rows are read", () => {
    const checksum = read(
      driverRows.of(ordinary),
      changed({ integer_value: 18, decimal_value: NaN }),
      changed({ integer_value: 19, text_value: 7, boolean_value: "t" }),
    );
    expect(checksum.rows()).toBe(3);
    expect(checksum.misfits()).toEqual({ count: 3, row: "18", column: "decimal_value", received: "NaN (number)" });
  });

  test("a column that is missing isn't taken for null, also where it may be null", () => {
    const checksum = read(changed({ text_or_null: undefined }));
    expect(checksum.misfits()).toEqual({ count: 1, row: "17", column: "text_or_null", received: "undefined" });
    expect(checksum.value()).not.toBe(read(changed({ text_or_null: null })).value());
  });

  test.each([null, undefined, 17, "a text"])("%p is a row of which every column is missing", (row) => {
    expect(read(row).misfits()).toMatchObject({ count: columns.length, received: "undefined" });
  });

  test.each(columns.filter(({ nullable }) => !nullable))(
    "a null in $name, which can't be null, has another checksum in every shape",
    ({ name }) => {
      for (const shape of Object.values(shapes)) {
        const checksum = createChecksum(rowsOf(columns), shape.access);
        checksum.add(shape.of(rowWith({ [name]: null })));
        expect(checksum.misfits()).toMatchObject({ count: 1, column: name, received: "null" });
        expect(checksum.value()).not.toBe(checksumOf([ordinary], shape));
      }
    },
  );

  test.each<[ColumnKind, unknown]>([
    ["integer", "seventeen"],
    ["integer", {}],
    ["integer", ""],
    ["decimal", NaN],
    ["decimal", "nan"],
    ["integer", "NaN"],
    ["integer", Infinity],
    ["text", 17],
    ["text", Buffer.from("Ada")],
    ["boolean", "t"],
    ["boolean", 1],
    ["date", "31.01.2026"],
    ["date", "2026-1-31"],
    ["date", new Date(NaN)],
    ["date", 20_260_131],
    ["date", NaN],
    ["timestamp", "2026-01-31T23:59:59"],
    ["timestamp", new Date(NaN)],
    ["timestamp", NaN],
  ])("no %s is %p", (kind, value) => {
    const column: Column = { name: "value", kind, nullable: true };
    const checksum = createChecksum(rowsOf([column]), columnKeys);
    checksum.add({ value });
    expect(checksum.misfits()).toMatchObject({ count: 1, column: "value" });
    expect(checksum.value()).not.toBe(valueChecksum(kind, null));
  });
});
