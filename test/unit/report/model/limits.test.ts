import { resultReport } from "../../../../src/report/model/result.js";
import { limitsSections } from "../../../../src/report/model/limits/section.js";
import { plainWords } from "../../../../src/report/model/words.js";
import type { Block, Section } from "../../../../src/report/model/report.js";
import { rowsOf, type Cell, type Table } from "../../../../src/report/model/table.js";
import { renderTerminal } from "../../../../src/report/terminal/report.js";
import type { Result } from "../../../../src/results/schema.js";
import { limitsOf, nodesOwn, runOfLimits, type LimitedRead } from "../../../limited-reads.js";
import { completed } from "../../../results.js";

const grid = [96, 128, 192, 256, 512, 1024];
const whole: LimitedRead = { pattern: "typeorm/get-many", live: 150, besides: 60, heapIn: nodesOwn(230) };
const flat: LimitedRead = { pattern: "typeorm/stream", live: 12, besides: 60, heapIn: nodesOwn(20) };
const large: LimitedRead = { pattern: "typeorm/find", live: 300, besides: 60, heapIn: nodesOwn(400) };

function sectionOf(result: Result): Section {
  const [section] = limitsSections(result);
  if (!section) throw new Error("a result of limits has a section");
  return section;
}

const flattened = (block: Block): Block[] => (block.kind === "group" ? block.blocks.flatMap(flattened) : [block]);
const blocksOf = (result: Result): Block[] => sectionOf(result).blocks.flatMap(flattened);

function tableOf(result: Result): Table {
  const table = blocksOf(result).find(({ kind }) => kind === "table");
  if (table?.kind !== "table") throw new Error("the grid is a table");
  return table;
}

const textOf = (cell: Cell): string =>
  cell.kind === "absent"
    ? "–"
    : cell.kind === "words"
      ? plainWords(cell.words)
      : `${cell.text}${cell.sign?.glyph ?? ""}`;

/** The row of a pattern, column by column. */
function rowFor(result: Result, pattern: string): Record<string, string> {
  const { columns, ...table } = tableOf(result);
  const row = rowsOf(table).find(({ name }) => plainWords(name) === pattern);
  return Object.fromEntries(
    columns.map(({ name }, index) => [name, row?.cells[index] ? textOf(row.cells[index]) : "?"]),
  );
}

const sentencesOf = (result: Result): string[] =>
  blocksOf(result).flatMap((block) => (block.kind === "sentences" ? block.sentences.map(({ text }) => text) : []));

const lines = (result: Result): string[] =>
  blocksOf(result).flatMap((block) =>
    block.kind === "facts" ? block.facts.map(([what, value]) => `${plainWords(what)}: ${plainWords(value)}`) : [],
  );

const result = runOfLimits([whole, flat, large], limitsOf(grid));

test("The grid says of each read and limit whether it survived, and of what it died", () => {
  expect(rowFor(result, "typeorm/get-many")).toMatchObject({
    ...{ "96Mi": "137", "128Mi": "137", "192Mi": "137", "256Mi": "137", "512Mi": "1.0", "1Gi": "1.0" },
  });
  expect(rowFor(result, "typeorm/find")).toMatchObject({ "256Mi": "134", "512Mi": "134", "1Gi": "1.0" });
  expect(rowFor(result, "typeorm/stream")).toMatchObject({ "96Mi": "1.0", "1Gi": "1.0" });
});

test("The smallest limits stand beside it, with the heap that makes them possible where that saves any", () => {
  const found = rowFor(result, "typeorm/get-many");
  expect(Number.parseInt(found["with it"] ?? "")).toBeLessThan(Number.parseInt(found["smallest"] ?? ""));
  expect(found["old space"]).toMatch(/^\d+Mi$/);
});

test("A deployment's line has the smallest limit that was survived, and the heap to set for it", () => {
  const { smallest, "old space": oldSpace, "with it": fitted } = rowFor(result, "typeorm/get-many");
  expect(Number.parseInt(smallest ?? "")).toBeGreaterThan(294);
  expect(lines(result)).toContain(
    `typeorm/get-many: memory: ${parseInt(fitted ?? "")}Mi, NODE_OPTIONS=--max-old-space-size=${parseInt(oldSpace ?? "")}`,
  );
  // The least first.
  expect(lines(result)[0]).toMatch(/^typeorm\/stream: memory: \d+Mi/);
});

test("Sentences say which read needs least and most, and what a heap of the right size saves", () => {
  const all = sentencesOf(result).join("\n");
  expect(all).toMatch(/typeorm\/stream survives from \d+Mi up and typeorm\/find from \d+Mi up/);
  expect(all).toMatch(/With --max-old-space-size=\d+ typeorm\/get-many survives in \d+Mi instead of \d+Mi/);
  expect(all).toContain("3 times in a row, under cgroup v1 without swap");
  expect(all).not.toContain("didn't complete");
});

/** The flat read, slow at some limits. */
const slowAt = (isSlow: (limit: number) => boolean): Result =>
  runOfLimits([flat], limitsOf(grid), {
    instead: ({ conditions }) =>
      isSlow((conditions?.memoryLimit ?? Infinity) / 2 ** 20)
        ? completed({ wall: 9000, peakHeap: 20 * 2 ** 20 })
        : undefined,
  });

test("A read that comes to its end far too slowly at a limit has a sign there, and isn't said to survive there", () => {
  const slow = slowAt((limit) => limit < 110);
  expect(rowFor(slow, "typeorm/stream")["96Mi"]).toBe("9.0!");
  expect(Number.parseInt(rowFor(slow, "typeorm/stream")["smallest"] ?? "")).toBeGreaterThanOrEqual(110);
  expect(sentencesOf(slow).join()).toContain(
    "At 96Mi typeorm/stream completes, but too slowly (the read alone takes 9.0 times",
  );
});

test("One that took long at a limit above one that it survives has none: something else delayed it", () => {
  const slow = slowAt((limit) => limit === 512);
  expect(rowFor(slow, "typeorm/stream")["512Mi"]).toBe("9.0");
  expect(sentencesOf(slow).join()).not.toContain("At 512Mi");
});

test("Where V8's heap alone was limited, that comes first, and no container's memory is named", () => {
  const heap = runOfLimits([whole], limitsOf(grid, "heap"));
  expect(sentencesOf(heap)[0]).toMatch(/^Only V8's heap was limited, not the process/);
  expect(sentencesOf(heap)[1]).toMatch(/^In V8's old space, typeorm\/get-many survives from 1\d\dMi up\.$/);
  expect(tableOf(heap).label).toBe("Which read survives with which heap");
  expect(lines(heap)).toEqual([expect.stringMatching(/^typeorm\/get-many: NODE_OPTIONS=--max-old-space-size=1\d\d$/)]);
});

test("That Node's own program wasn't counted is said", () => {
  const limits = limitsOf(grid);
  const uncounted = {
    ...limits,
    limited: { what: "process", by: "cgroup-v1", program: { absent: "dd isn't there" } },
  } as const;
  expect(sentencesOf({ ...result, limits: uncounted }).join()).toContain(
    "isn't counted in these limits (dd isn't there)",
  );
});

test("An interrupted run shows what was found until then, and says so", () => {
  const cut = runOfLimits([whole, flat], limitsOf(grid), { stopAfter: 5 });
  expect(sentencesOf(cut)[0]).toMatch(/^The run was interrupted after 5 trials/);
  expect(rowFor(cut, "typeorm/get-many")).toMatchObject({ "96Mi": "–", smallest: "–" });
  expect(() => renderTerminal(resultReport(cut), { columns: 120, color: false })).not.toThrow();
});

test("A read that survives none of the limits says so, whatever a heap that is set would do", () => {
  const never = runOfLimits([{ ...whole, live: 2000, heapIn: () => 2000 }], limitsOf(grid));
  expect(rowFor(never, "typeorm/get-many")).toMatchObject({ smallest: "over 1Gi" });
  expect(sentencesOf(never).join()).toContain("typeorm/get-many at none of the limits");
  expect(lines(never)).toEqual([]);
});
