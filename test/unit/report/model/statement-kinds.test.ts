import { callsInWords, rowsOfEach, statementKinds } from "../../../../src/report/model/statement-kinds.js";

const statement = (text: string, calls: number, rows: number) => ({ text, calls, rows, time: 1 });

describe("what a read sent to the server", () => {
  test("is counted by the statements' first word, the one that gave the rows first", () => {
    const kinds = statementKinds([
      statement("BEGIN", 1, 0),
      statement("/* a hint */ fetch forward 100 from c", 10_000, 1_000_000),
      statement("-- why\nDECLARE c CURSOR FOR SELECT 1", 1, 0),
      statement("FETCH FORWARD 50 FROM c", 1, 0),
    ]);
    expect(kinds[0]).toEqual({ verb: "FETCH", calls: 10_001, rows: 1_000_000 });
    expect(kinds.map(({ verb }) => verb).sort()).toEqual(["BEGIN", "DECLARE", "FETCH"]);
  });

  test("reads as words that tell one SELECT, a hundred pages and ten thousand FETCHes apart", () => {
    const words = (calls: number, verb: string) =>
      statementKinds([statement(verb, calls, 1_000_000)]).map(
        (kind) => `${callsInWords(kind)}, ${rowsOfEach(kind)} each`,
      );
    expect(words(1, "SELECT")).toEqual(["1 × SELECT, 1,000,000 each"]);
    expect(words(100, "SELECT")).toEqual(["100 × SELECT, 10,000 each"]);
    expect(words(10_000, "FETCH")).toEqual(["10,000 × FETCH, 100 each"]);
    expect(words(3, "FETCH")).toEqual(["3 × FETCH, about 330,000 each"]);
  });

  test("is called something even where it starts with no word, or there is nothing", () => {
    expect(statementKinds([statement("", 0, 0)])[0]?.verb).toBe("other");
    expect(statementKinds([])).toEqual([]);
  });
});
