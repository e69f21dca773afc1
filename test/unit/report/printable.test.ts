import { excerpt, printable, printableJson, printableLines } from "../../../src/report/printable.js";

test("An escape sequence is seen and not followed", () => {
  expect(printable("\u001b[31mred\u0007")).toBe("␛[31mred␇");
  expect(printable("\u009b31m\u007f")).toBe("\ufffd31m␡");
});

test("Line breaks of every kind become spaces", () => {
  expect(printable("a\r\nb\u2028c\td")).toBe("a b c d");
});

test("Characters that change how others are shown are replaced", () => {
  expect(printable("a\u202eb\u200bc")).toBe("a\ufffdb\ufffdc");
});

test("Letters of any script, accents and signs stay", () => {
  const text = "Größe 日本語 e\u0301 → ±6 % 🚀";
  expect(printable(text)).toBe(text);
});

test("A long text is cut off with a note, a short one is left alone", () => {
  expect(excerpt("abcdef", 6)).toBe("abcdef");
  expect(excerpt("abcdefg", 6)).toBe("abcdef… (cut off)");
});

test("Half a character at a cut is not let through", () => {
  expect(printable(excerpt("ab🚀", 3))).toBe("ab\ufffd… (cut off)");
});

test("Of several lines each is made printable, and all stay lines", () => {
  expect(printableLines("a\u001b[2J\r\nb\tc\n")).toBe("a␛[2J\nb c\n");
});

test("JSON holds no character that steers a terminal, eight bits wide ones neither, and reads back as the same", () => {
  const value = { "\u009b31m": ["\u001b[2J", "\u202ea\u2066", "\u2028", "\u007f", "ü 日本 🚀", "\u{e0001}"] };
  const text = printableJson(value);
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
  expect(text).toContain("ü 日本 🚀");
  expect(JSON.parse(text)).toEqual(value);
  expect(JSON.parse(printableJson(value, 2))).toEqual(value);
});
