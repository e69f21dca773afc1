/** Every kind of column: one value in all its representations, values that differ, and what is none of the kind's. */
import fc from "fast-check";
import pg from "pg";
import { kinds, kindOfType } from "../../../../src/trial/columns/kinds.js";
import { copyTextFolds, copyTextValues } from "../../../../src/trial/copy-text.js";
import { mixNull } from "../../../../src/trial/hash.js";
import type { Column, ColumnKind } from "../../../../src/trial/pattern.js";
import { copyField } from "../rows.js";

const seed = 20_260_805;

const parserOf = pg.types.getTypeParser as unknown as (type: number) => (text: string) => unknown;

/** What the driver makes of the server's text of a type, by the type's number in pg_type. */
const driver = (type: number, text: string): unknown => parserOf(type)(text);

/** What decimal libraries give: an object that writes itself. */
const decimalObject = (text: string) => ({ toFixed: () => text, toString: () => text });

const columnOf = (kind: ColumnKind, more: Partial<Column> = {}): Column => ({
  name: "value",
  kind,
  nullable: true,
  ...more,
});
const arrayOf = (element: ColumnKind): Column => columnOf("array", { element });

const nameOf = ({ kind, element }: Column): string => (element === undefined ? kind : `${kind} of ${element}`);

const hashOf = (column: Column, value: unknown): number => kinds[column.kind].fold(7, value, column);
const textOf = (column: Column, value: unknown): string | undefined => kinds[column.kind].text(value, column);

/** The hash, and the value, of the server's text as COPY writes it. */
const copied = (column: Column, text: string | null): { hash: number; value: unknown } => {
  const line = Buffer.from(copyField(text));
  // Behind an integer, so that the hash isn't the first one's.
  const columns = [columnOf("integer"), column];
  const misfits: string[] = [];
  const fold = copyTextFolds(columns, (_, { name }) => misfits.push(name));
  const hash = fold(Buffer.concat([Buffer.from("1\t"), line]));
  return { hash: misfits.length > 0 ? NaN : hash, value: copyTextValues([column])(line)[0] };
};

/** The hash of a value behind that integer. */
const rowHash = (column: Column, value: unknown): number => {
  const first = kinds.integer.fold(0, 1, columnOf("integer"));
  return value === null && column.nullable ? mixNull(first) : kinds[column.kind].fold(first, value, column);
};

/** All that must be told alike: by its hash, by its text, and as COPY has it. */
function expectAlike(column: Column, serverText: string, values: readonly unknown[]): void {
  const fromCopy = copied(column, serverText);
  for (const value of values) {
    const own = { hash: rowHash(column, value), text: textOf(column, value) };
    expect({ value, ...own }).toEqual({ value, hash: fromCopy.hash, text: textOf(column, fromCopy.value) });
    expect([own.hash, own.text]).not.toContain(undefined);
    expect(own.hash).not.toBeNaN();
  }
}

const int8 = 20;
const numeric = 1700;
const intervalType = 1186;

/** A value by the server's text, and all that it comes as elsewhere. */
const same: readonly (readonly [column: Column, serverText: string, ...values: unknown[]])[] = [
  [columnOf("integer"), "-32768", driver(21, "-32768"), "-32768", -32768n, -32768],
  [columnOf("integer"), "0", driver(23, "0"), -0, 0n, "0", "-0"],
  [columnOf("integer"), "9223372036854775807", driver(int8, "9223372036854775807"), 9223372036854775807n],
  [columnOf("integer"), "-9223372036854775808", driver(int8, "-9223372036854775808"), -9223372036854775808n],
  [columnOf("integer"), "1000000000000000000", driver(int8, "1000000000000000000"), 10n ** 18n, 1e18],
  [columnOf("integer"), "9007199254740993", "9007199254740993", 9007199254740993n],
  [columnOf("decimal"), "0.10", driver(numeric, "0.10"), 0.1, "0.1", ".1", "1e-1", decimalObject("0.1")],
  [columnOf("decimal"), "24000.29", 24000.29, "24000.290000000000000000", decimalObject("24000.29")],
  [columnOf("decimal"), "0.06999999999999999", 0.06999999999999999, "0.06999999999999999"],
  [columnOf("decimal"), "0.0000000000000000000000000000001", 1e-31, "1e-31", decimalObject("1e-31")],
  [columnOf("decimal"), "100000000000000000000000000000000", 1e32, "1e+32", decimalObject("1e+32")],
  [columnOf("decimal"), `-1${"0".repeat(1000)}.5`, decimalObject(`-1${"0".repeat(1000)}.50`)],
  [columnOf("decimal"), `1${"0".repeat(400)}`, "1e400", decimalObject("1e+400")],
  [columnOf("decimal"), "0.000000000000000000", 0, "0", 0n, decimalObject("0")],
  [columnOf("decimal"), "NaN", driver(numeric, "NaN")],
  [columnOf("decimal"), "-Infinity", driver(numeric, "-Infinity")],
  [columnOf("float"), "0.1", driver(701, "0.1"), 0.1, "0.10"],
  [columnOf("float"), "1e-320", driver(701, "1e-320"), 1e-320],
  [columnOf("float"), "1.7976931348623157e+308", driver(701, "1.7976931348623157e+308"), Number.MAX_VALUE],
  [columnOf("float"), "-0", driver(701, "-0"), 0, -0],
  [columnOf("float"), "NaN", driver(701, "NaN"), NaN],
  [columnOf("float"), "-Infinity", driver(701, "-Infinity"), -Infinity],
  [columnOf("text"), "a\tb\\N\n", "a\tb\\N\n"],
  [columnOf("text"), "\\N", "\\N"],
  [columnOf("text"), "", ""],
  [columnOf("text"), "👩🏽‍💻é", "👩🏽‍💻é"],
  [columnOf("boolean"), "t", driver(16, "t"), true],
  [columnOf("boolean"), "f", driver(16, "f"), false],
  [columnOf("date"), "2026-01-31", driver(1082, "2026-01-31"), "2026-01-31", new Date(2026, 0, 31)],
  [columnOf("date"), "0044-03-15 BC", driver(1082, "0044-03-15 BC"), "0044-03-15 BC"],
  [columnOf("date"), "10000-01-01", driver(1082, "10000-01-01")],
  [columnOf("date"), "5874897-12-31", "5874897-12-31"],
  [columnOf("date"), "-infinity", driver(1082, "-infinity"), -Infinity],
  [columnOf("date", { midnight: "utc" }), "2026-01-31", new Date("2026-01-31"), "2026-01-31"],
  [columnOf("date", { midnight: "utc" }), "0044-03-15 BC", new Date("-000043-03-15T00:00:00Z")],
  [
    columnOf("timestamp"),
    "2026-01-31 23:59:59.123456+00",
    driver(1184, "2026-01-31 23:59:59.123456+00"),
    new Date("2026-01-31T23:59:59.123Z"),
    "2026-01-31T23:59:59.123Z",
    "2026-02-01 05:29:59.123+05:30",
    "2026-01-31 20:59:59.123-03",
  ],
  [columnOf("timestamp"), "0044-03-15 12:00:00+00 BC", driver(1184, "0044-03-15 12:00:00+00 BC")],
  [columnOf("timestamp"), "10000-01-01 00:00:00+00", driver(1184, "10000-01-01 00:00:00+00"), "10000-01-01T00:00:00Z"],
  [columnOf("timestamp"), "294276-12-31 23:59:59+00", "294277-01-01 00:59:59+01"],
  [columnOf("timestamp"), "infinity", driver(1184, "infinity"), Infinity],
  [
    columnOf("local-timestamp"),
    "2026-01-31 23:59:59.123",
    driver(1114, "2026-01-31 23:59:59.123"),
    new Date(2026, 0, 31, 23, 59, 59, 123),
    "2026-01-31T23:59:59.123",
    "2026-01-31 23:59:59.123000",
  ],
  [columnOf("local-timestamp"), "0044-03-15 12:00:00 BC", driver(1114, "0044-03-15 12:00:00 BC")],
  [columnOf("local-timestamp"), "0001-01-01 00:00:00", driver(1114, "0001-01-01 00:00:00")],
  [columnOf("local-timestamp"), "-infinity", driver(1114, "-infinity"), -Infinity],
  [columnOf("local-timestamp", { midnight: "utc" }), "2026-01-31 23:59:59.123", new Date("2026-01-31T23:59:59.123Z")],
  [
    columnOf("interval"),
    "1 year 2 mons -3 days +04:05:06.789012",
    driver(intervalType, "1 year 2 mons -3 days +04:05:06.789012"),
    { months: 14, days: -3, hours: 4, minutes: 5, seconds: 6, milliseconds: 789.012 },
    "P1Y2M-3DT4H5M6.789012S",
  ],
  [columnOf("interval"), "-00:00:00.000001", driver(intervalType, "-00:00:00.000001"), "PT-0.000001S"],
  [columnOf("interval"), "-1 mons", driver(intervalType, "-1 mons"), { months: -1 }, "P-1M"],
  [columnOf("interval"), "00:00:00", driver(intervalType, "00:00:00"), driver(intervalType, ""), { days: 0 }, "PT0S"],
  [columnOf("interval"), "infinity", "infinity"],
  [columnOf("enum"), "2", 2],
  [columnOf("enum"), "so, so", "so, so"],
  [columnOf("uuid"), "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"],
  [
    columnOf("json"),
    `{"b": [1, {"d": null, "c": "x"}], "a": 1.50}`,
    driver(3802, `{"a":1.5,"b":[1,{"c":"x","d":null}]}`),
    { a: 1.5, b: [1, { d: null, c: "x" }] },
  ],
  [columnOf("json"), `"a\\nb\\\\"`, driver(114, `"a\\nb\\\\"`), "a\nb\\"],
  [columnOf("json", { nullable: false }), "null", driver(114, "null"), null],
  [columnOf("bytea"), "\\x00ff5c09", driver(17, "\\x00ff5c09"), new Uint8Array([0, 255, 92, 9])],
  [columnOf("bytea"), "\\x", driver(17, "\\x"), Buffer.alloc(0), new Uint8Array()],
  [columnOf("other"), "(1,2)", driver(600, "(1,2)"), "(1,2)"],
  [arrayOf("integer"), "{1,NULL,-3}", driver(1007, "{1,NULL,-3}"), [1, null, "-3"], [1n, null, -3n], "{1,NULL,-3}"],
  [arrayOf("integer"), "[0:1]={1,2}", driver(1007, "[0:1]={1,2}"), [1, 2]],
  [arrayOf("integer"), "{}", driver(1007, "{}"), []],
  [arrayOf("integer"), "{{1,2},{3,4}}", driver(1007, "{{1,2},{3,4}}")],
  [
    arrayOf("text"),
    String.raw`{{"a\"b\\c","NULL"},{NULL,""},{"{x,y}","a b"}}`,
    driver(1009, String.raw`{{"a\"b\\c","NULL"},{NULL,""},{"{x,y}","a b"}}`),
    [
      ['a"b\\c', "NULL"],
      [null, ""],
      ["{x,y}", "a b"],
    ],
  ],
  [arrayOf("boolean"), "{t,f,NULL}", driver(1000, "{t,f,NULL}")],
  [arrayOf("decimal"), "{0.10,24000.50}", driver(1231, "{0.10,24000.50}"), ["0.1", "24000.5"]],
  [arrayOf("float"), "{NaN,Infinity}", driver(1022, "{NaN,Infinity}"), [NaN, Infinity]],
  [arrayOf("date"), "{2026-01-31,NULL}", driver(1182, "{2026-01-31,NULL}"), ["2026-01-31", null]],
  [arrayOf("timestamp"), `{"2026-01-31 23:59:59+00"}`, driver(1185, `{"2026-01-31 23:59:59+00"}`)],
  [arrayOf("interval"), `{"1 day 00:00:01"}`, driver(1187, `{"1 day 00:00:01"}`)],
  [
    arrayOf("json"),
    `{"{\\"a\\": 1, \\"b\\": 2}",NULL}`,
    driver(3807, `{"{\\"a\\": 1, \\"b\\": 2}",NULL}`),
    [{ b: 2, a: 1 }, null],
  ],
  [arrayOf("bytea"), `{"\\\\x00ff"}`, driver(1001, `{"\\\\x00ff"}`), [new Uint8Array([0, 255])]],
  [arrayOf("other"), `{"(1,2)","(3,4)"}`, driver(1017, `{"(1,2)","(3,4)"}`)],
];

test.each(same.map((row) => [`${nameOf(row[0])} ${row[1].slice(0, 60)}`, ...row] as const))(
  "%s is the same in every representation",
  (_, column, serverText, ...values) => {
    expectAlike(column, serverText, values);
  },
);

/** By column: the server's texts of values that are all different. */
const different: readonly (readonly [column: Column, ...serverTexts: string[]])[] = [
  [columnOf("integer"), "0", "1", "-1", "9223372036854775807", "9223372036854775806", "922337203685477580"],
  [columnOf("decimal"), "0.1", "0.10000000000000001", "1", "10", "NaN", "Infinity", "-Infinity"],
  [columnOf("decimal"), `1${"0".repeat(400)}`, `2${"0".repeat(400)}`, `1${"0".repeat(401)}`],
  [columnOf("float"), "0", "5e-324", "NaN", "Infinity", "-Infinity", "0.1", "0.10000000000000002"],
  [columnOf("text"), "", " ", "null", "NULL", "\\N", "a", "A"],
  [columnOf("boolean"), "t", "f"],
  [columnOf("date"), "0001-01-01", "0001-01-01 BC", "10001-01-01", "infinity", "-infinity"],
  [columnOf("timestamp"), "0044-03-15 12:00:00+00", "0044-03-15 12:00:00+00 BC", "infinity", "-infinity"],
  [columnOf("local-timestamp"), "2026-01-31 23:59:59", "2026-01-31 23:59:59.001", "infinity", "-infinity"],
  [columnOf("interval"), "1 mon", "30 days", "720:00:00", "-720:00:00", "00:00:00.000001", "00:00:00", "infinity"],
  [columnOf("enum"), "2", "02"],
  [columnOf("uuid"), "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000001"],
  [columnOf("json"), "[]", "{}", `""`, "0", "false", `{"a": 1}`, `{"a": "1"}`, `{"a": [1]}`, `{"a": null}`],
  [columnOf("bytea"), "\\x", "\\x00", "\\x0000", "\\x01"],
  [arrayOf("text"), "{}", "{NULL}", `{"NULL"}`, `{""}`, "{a,b}", `{"a,b"}`, "{{a,b}}", "{{a},{b}}", "{b,a}"],
];

test.each(different.map((row) => [nameOf(row[0]), ...row] as const))(
  "%s: values that differ have other hashes and other texts",
  (_, column, ...serverTexts) => {
    const all = [null, ...serverTexts];
    expect(new Set(all.map((text) => copied(column, text).hash)).size).toBe(all.length);
    const texts = serverTexts.map((text) => textOf(column, copied(column, text).value));
    expect(texts).not.toContain(undefined);
    expect(new Set(texts).size).toBe(serverTexts.length);
  },
);

/** By column: what none of its values is. */
const impossible: readonly (readonly [column: Column, ...values: unknown[]])[] = [
  [columnOf("integer"), "", " ", "1x", "0x1f", "NaN", NaN, Infinity, true, {}, [], "-", "+", "."],
  [columnOf("decimal"), "", " 1", "1 ", "1.2.3", "--1", "1e", NaN, Infinity, {}, new Date(0)],
  [columnOf("float"), "", "one", true, {}, 1n],
  [columnOf("text"), 1, true, {}, Buffer.from("a")],
  [columnOf("boolean"), 1, 0, "true", "", {}],
  [columnOf("date"), "", "31.01.2026", "2026-1-31", "2026-01-31 ", "2026-01-3x", "Infinity", NaN, new Date(NaN), 0],
  [columnOf("timestamp"), "", "2026-01-31 23:59:59", "2026-01-31", new Date(NaN), NaN, 0, "2026-01-31 23:59:59.1x+00"],
  [columnOf("timestamp"), "2026-01-31 23:59:59+0", "2026-01-31 23:59:59+00:", "2026-01-31_23:59:59+00", "日"],
  [columnOf("local-timestamp"), "", "2026-01-31 23:59:59+00", "2026-01-31T23:59:59Z", new Date(NaN), 0],
  [columnOf("interval"), "", "P", "one day", {}, [], new Date(0), { days: NaN }, { days: "1" }, 1],
  [columnOf("uuid"), "", "a0eebc99", "g0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc9909c0b-4ef8-bb6d-6bb9bd380a11", 1],
  [columnOf("json"), () => 1, Symbol("s"), NaN, { a: Infinity }, 1n],
  [columnOf("bytea"), "", "\\x00", [0], {}],
  [arrayOf("integer"), "", "1,2", "{1", "{1}x", 1, {}, ["one"], [[1], ["one"]], [undefined]],
  [columnOf("array"), [undefined]],
];

test.each(impossible.map((row) => [nameOf(row[0]), ...row] as const))(
  "%s: what it can't hold has neither hash nor text",
  (_, column, ...values) => {
    for (const value of [undefined, ...values]) {
      expect([value, hashOf(column, value), textOf(column, value)]).toEqual([value, NaN, undefined]);
    }
  },
);

test("Null is no value of any kind but JSON's, which has one of its own, and of what isn't compared", () => {
  const kindsOfNull = (Object.keys(kinds) as ColumnKind[]).filter(
    (kind) => !Number.isNaN(hashOf(columnOf(kind), null)) || textOf(columnOf(kind), null) !== undefined,
  );
  expect(kindsOfNull).toEqual(["json", "unchecked"]);
});

test.each(Object.keys(kinds) as ColumnKind[])("A null in a column of kind %s is one in COPY's text too", (kind) => {
  const column = columnOf(kind);
  expect(copied(column, null)).toEqual({ hash: rowHash(column, null), value: null });
});

test("Types are of the kind that names them; enums have one of their own, and what none names is other", () => {
  for (const [kind, { types }] of Object.entries(kinds)) {
    for (const name of types) expect(kindOfType({ name, isEnum: false })).toBe(kind);
  }
  expect(kindOfType({ name: "mood", isEnum: true })).toBe("enum");
  expect(kindOfType({ name: "tsrange", isEnum: false })).toBe("other");
});

describe("Whatever the value:", () => {
  const digits = fc.string({ unit: fc.constantFrom(...Array.from("0000123456789")), minLength: 1, maxLength: 30 });

  test("a whole number is the same as text and as a BigInt", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expectAlike(columnOf("integer"), String(value), [value, driver(int8, String(value))]);
      }),
      { seed, numRuns: 500 },
    );
  });

  test("a decimal fraction is the same with other zeros and with an exponent, and another with one digit more", () => {
    fc.assert(
      fc.property(fc.constantFrom("", "-"), digits, digits, (sign, whole, fraction) => {
        const text = `${sign}${whole}.${fraction}`;
        const column = columnOf("decimal");
        const shifted = `${sign}${whole}${fraction}e-${fraction.length}`;
        expectAlike(column, text, [text, `${text}00`, `${sign}0${whole}.${fraction}`, shifted, decimalObject(text)]);
        expect(hashOf(column, `${text}1`)).not.toBe(hashOf(column, text));
      }),
      { seed, numRuns: 500 },
    );
  });

  test("a double is the same as its text, as a decimal and as a float", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
        ),
        (value) => {
          for (const kind of ["decimal", "float"] as const) expectAlike(columnOf(kind), String(value), [value]);
        },
      ),
      { seed, numRuns: 1000 },
    );
  });

  test("a point in time is the same as text and as a Date, of an instant as of a clock", () => {
    const date = fc.date({ min: new Date(0, 0, 1), max: new Date(9999, 0), noInvalidDate: true });
    fc.assert(
      fc.property(date, (value) => {
        const text = value.toISOString().replace("T", " ").slice(0, -1);
        const column = columnOf("local-timestamp", { midnight: "utc" });
        expectAlike(column, text, [value, text, text.replace(" ", "T")]);
        expectAlike(columnOf("timestamp"), `${text}+00`, [value, value.toISOString()]);
      }),
      { seed, numRuns: 300 },
    );
  });

  test("an interval is the same as the driver's object", () => {
    const part = fc.integer({ min: -10_000, max: 10_000 });
    fc.assert(
      fc.property(
        part,
        part,
        fc.boolean(),
        fc.integer({ min: 0, max: 86_400_000_000 }),
        (months, days, negative, time) => {
          const clock = new Date(time / 1000).toISOString().slice(11, 19);
          const text = `${months} mons ${days} days ${negative ? "-" : ""}${clock}.${String(time % 1e6).padStart(6, "0")}`;
          expectAlike(columnOf("interval"), text, [driver(intervalType, text), text]);
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  test("JSON is the same with its keys in another order", () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, item]) => [key, reversed(item)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        // That is SQL's own where the column may be null.
        fc.pre(value !== null);
        expectAlike(columnOf("json"), text, [driver(114, text), reversed(value)]);
      }),
      { seed, numRuns: 300 },
    );
  });

  test("bytes are the same as the server's hexadecimal text", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (value) => {
        const text = `\\x${Buffer.from(value).toString("hex")}`;
        expectAlike(columnOf("bytea"), text, [value, driver(17, text)]);
      }),
      { seed, numRuns: 200 },
    );
  });

  test("what is no hexadecimal text of bytes is none as a field of COPY's either", () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from("\\x0afgF")), maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom("", "\\x"), text, (start, rest) => {
        const { hash, value } = copied(columnOf("bytea"), start + rest);
        expect([start + rest, hash]).toEqual([start + rest, rowHash(columnOf("bytea"), value)]);
      }),
      { seed, numRuns: 500 },
    );
  });

  test("an array of texts is the same as the server writes it and as the driver gives it", () => {
    const item = fc.option(
      fc.string({ unit: fc.constantFrom(...Array.from('"\\{}, \tNULab'), "é", "🚀", "NULL"), maxLength: 6 }),
      {
        nil: null,
      },
    );
    const array = fc
      .integer({ min: 1, max: 3 })
      .chain((length) =>
        fc.oneof(
          fc.array(item, { maxLength: 4 }),
          fc.array(fc.array(item, { minLength: length, maxLength: length }), { minLength: 1, maxLength: 3 }),
        ),
      );
    // The server quotes only what needs it; quotes around all else read the same.
    const written = (value: unknown): string =>
      Array.isArray(value)
        ? `{${value.map(written).join(",")}}`
        : value === null
          ? "NULL"
          : /^[abé]+$/.test(value as string)
            ? (value as string)
            : `"${(value as string).replace(/["\\]/g, "\\$&")}"`;
    fc.assert(
      fc.property(array, (value) => {
        expectAlike(arrayOf("text"), written(value), [value, driver(1009, written(value)), written(value)]);
      }),
      { seed, numRuns: 500 },
    );
  });

  const byBytes = (Object.keys(kinds) as ColumnKind[]).filter((kind) => "foldBytes" in kinds[kind]);
  // The server's text of a boolean is none of its values, and that of bytes neither.
  test.each(byBytes.filter((kind) => kind !== "boolean" && kind !== "bytea"))(
    "bytes of a %s are folded as its text is, also where they are none, and have a text where they have a hash",
    (kind) => {
      const column = columnOf(kind);
      const samples = [...same, ...different].flatMap(([{ kind: own }, text]) => (own === kind ? [text] : []));
      const character = fc.constantFrom(...Array.from("0123456789+-.: TZBCeEx\tinfty"), "é");
      const changed = fc
        .tuple(fc.constantFrom(...samples), fc.nat(40), fc.nat(2), fc.string({ unit: character, maxLength: 2 }))
        .map(([text, at, removed, added]) => text.slice(0, at) + added + text.slice(at + removed))
        // The server has no half of a character.
        .filter((text) => !/\p{Surrogate}/u.test(text));
      fc.assert(
        fc.property(changed, (text) => {
          const { hash, value } = copied(column, text);
          expect([text, rowHash(column, text)]).toEqual([text, hash]);
          expect([text, textOf(column, value) === undefined]).toEqual([text, Number.isNaN(hash)]);
        }),
        { seed, numRuns: 1500 },
      );
    },
  );
});
