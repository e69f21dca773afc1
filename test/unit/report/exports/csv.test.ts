import { metricNames } from "../../../../src/metrics.js";
import { csv } from "../../../../src/report/exports/csv.js";
import { hostileResult } from "../../../hostile-results.js";
import { completed, failed, makeResult, millionRowResult } from "../../../results.js";

/** Reads CSV as RFC 4180 defines it, strictly: CRLF between records, quotes doubled inside of quotes. */
function parse(text: string): string[][] {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const records: string[][] = [[]];
  while (field.lastIndex < text.length) {
    const start = field.lastIndex;
    const match = field.exec(text);
    if (!match) throw new Error(`not CSV from ${String(start)}: ${text.slice(start, start + 40)}`);
    records.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n") records.push([]);
  }
  return records.slice(0, -1);
}

describe("the CSV export", () => {
  test("has a header and a record for each metric of each trial, all of the same length", () => {
    const [header, ...records] = parse(csv(millionRowResult(2)));
    expect(header?.slice(0, 3)).toEqual(["case", "pattern", "yields"]);
    expect(records).toHaveLength(13 * 2 * metricNames.length);
    for (const record of records) expect(record).toHaveLength(header?.length ?? 0);
  });

  test("gives readings as they were measured, and the reason where there is none", () => {
    const [header, ...records] = parse(
      csv(makeResult([{ pattern: "a/b", trials: [completed({ wall: 12.345, heapDelta: -7 })] }])),
    );
    const at = (metric: string, column: string) =>
      records.find((record) => record[header?.indexOf("metric") ?? -1] === metric)?.[header?.indexOf(column) ?? -1];
    expect(at("wall", "value")).toBe("12.345");
    expect(at("wall", "unit")).toBe("ms");
    expect(at("heapDelta", "value")).toBe("-7");
    expect(at("cpu", "value")).toBe("");
    expect(at("cpu", "note")).toBe("not measured in this test");
  });

  test("gives a trial that failed one record with its message", () => {
    const [header, record, ...others] = parse(
      csv(makeResult([{ pattern: "a/b", trials: [failed('said "no",\nand went')] }])),
    );
    expect(others).toEqual([]);
    expect(record?.[header?.indexOf("outcome") ?? -1]).toBe("failed");
    expect(record?.at(-1)).toBe('said "no",\nand went');
  });

  test("holds nothing that steers the terminal that it is printed on", () => {
    const text = csv(hostileResult()).replaceAll("\r\n", "\n");
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test("holds no text that a spreadsheet would run, whatever a result holds", () => {
    const formulas = ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1"].map((message) => failed(message));
    const records = [
      ...parse(csv(makeResult([{ pattern: "=evil/x", trials: formulas }]))),
      ...parse(csv(hostileResult())),
    ];
    for (const field of records.flat()) expect(field).not.toMatch(/^[=+@\t\r]|^-(?!\d+(\.\d+)?(e[-+]?\d+)?$)/);
  });
});
