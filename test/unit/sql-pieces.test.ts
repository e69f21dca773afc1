import fc from "fast-check";
import { piecesOf } from "../../src/sql-pieces.js";

test("Pieces together are the text, none is empty, and code stands beside no code", () => {
  const unit = fc.constantFrom("'", '"', "\\", "$", "/", "*", "-", ";", "e", "E", "a", "1", ".", " ", "\n", "\r");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (sql) => {
      const pieces = piecesOf(sql);
      expect(pieces.map(({ text }) => text).join("")).toBe(sql);
      expect(pieces.filter(({ text }) => text === "")).toEqual([]);
      expect(pieces.filter(({ kind }, at) => kind === "code" && pieces[at + 1]?.kind === "code")).toEqual([]);
    }),
  );
});

test.each([
  ["E'a\\'b'c", ["E'a\\'b'", "c"]],
  ["'a\\'b'c'", ["'a\\'", "b", "'c'"]],
  ["e'a'\n-- it's\n'\\'b'c", ["e'a'\n-- it's\n'\\'b'", "c"]],
  ["'a'\n'\\'b", ["'a'", "\n", "'\\'", "b"]],
  ["tag$a$ $a$'$A$$$a$b", ["tag$a$ ", "$a$'$A$$$a$", "b"]],
  [`"a""'"'b''"'`, [`"a""'"`, `'b''"'`]],
  ["/* /* ' */ */-- '\ra", ["/* /* ' */ */", "-- '", "\ra"]],
  ["typee'\\'a", ["typee", "'\\'", "a"]],
  ["'a''b", ["'a''b"]],
  ["E'a''\\'b\\", ["E'a''\\'b\\"]],
  ["$a$ $$", ["$a$ $$"]],
])("%j is split where the server splits it", (sql, pieces) => {
  expect(piecesOf(sql).map(({ text }) => text)).toEqual(pieces);
});

test("A statement with tens of thousands of parameters is split at once", () => {
  const sql = `SELECT * FROM t WHERE id IN (${Array.from({ length: 40_000 }, (_, at) => `$${at + 1}`).join(", ")})`;
  expect(piecesOf(sql)).toEqual([{ kind: "code", text: sql }]);
});
