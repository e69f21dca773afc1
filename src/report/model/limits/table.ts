/** The grid of limits: which read lives in which container, and the smallest that each lives in. */
import { tooSlow, type ExaminedRead, type LimitCell, type LimitEnding } from "../../../compare/limits/examine.js";
import { labelOf } from "../../../results/case-summary.js";
import type { Limits, Result } from "../../../results/schema.js";
import { columnFormat, formatRatio, noBreakSpace, type ColumnFormat } from "../../format.js";
import { absentCell, type Cell, type Column, type Table } from "../table.js";

/** "96M", "1G": a limit as it is asked for. */
export const formatLimit = (mebibytes: number): string =>
  mebibytes % 1024 === 0 ? `${mebibytes / 1024}G` : `${mebibytes}M`;

/** What stands in a cell for a read that didn't live. */
const words: Readonly<Record<Exclude<LimitEnding, "lived" | "slow">, string>> = {
  cut: "too slow",
  killed: "137",
  "heap-limit": "134",
  failed: "failed",
};

const means: Readonly<Record<keyof typeof words, string>> = {
  cut: "took so long that it was ended",
  killed: "the kernel killed it: exit code 137",
  "heap-limit": "V8 ended it at its heap limit: exit code 134",
  failed: "failed for another reason",
};

/** Lays it out. No row for a read of which nothing was tried. */
export function limitsTable(result: Result, limits: Limits, reads: readonly ExaminedRead[]): Table {
  const walls = reads.flatMap(({ grid }) => grid.flatMap(({ trials }) => trials.flatMap(({ wall }) => wall ?? [])));
  const format = columnFormat(walls, "ms");
  const cases = reads.map((read) => read.case);
  const isHeap = limits.limited.what === "heap";
  const found: Column[] = [
    {
      name: "smallest",
      title: "smallest",
      definition: isHeap
        ? "The smallest --max-old-space-size that the read lives with, in MiB."
        : "The smallest limit that the read lives at, as Node sizes its heap by itself.",
      group: "found",
      rank: 0,
    },
    ...(isHeap
      ? []
      : ([
          {
            name: "old space",
            title: "old space",
            definition: "The smallest --max-old-space-size that the read lives with, in MiB.",
            group: "found",
            rank: 1,
          },
          {
            name: "with it",
            title: "with it",
            definition: "The smallest limit that the read lives at with that --max-old-space-size.",
            group: "found",
            rank: 0,
          },
        ] as const)),
  ];
  return {
    kind: "table",
    id: "limits",
    label: isHeap ? "Which read lives with which heap" : "Which read lives in which container",
    rowTitle: "pattern",
    columns: [
      ...limits.grid.map((limit): Column => ({
        name: formatLimit(limit),
        title: formatLimit(limit),
        group: "grid",
        rank: 0,
      })),
      ...found,
    ],
    groups: [
      {
        rows: reads.map((read) => ({
          id: read.case.id,
          name: { name: labelOf(read.case, cases) },
          cells: [
            ...read.grid.map((cell) => gridCell(cell, read, format)),
            stepCell(read.smallest, read),
            ...(isHeap ? [] : [stepCell(read.oldSpace, read), withOldSpaceCell(read)]),
          ],
        })),
      },
    ],
    legend: [
      `wall time${format.unit === "" ? "" : ` in ${format.unit}`} where it lived`,
      `! more than ${tooSlow} times as long as where it has room`,
      "137 killed by the kernel",
      "134 V8's heap limit",
    ],
  };
}

function gridCell({ limit, trials }: LimitCell, read: ExaminedRead, format: ColumnFormat): Cell {
  const worst = trials.find(({ ending }) => ending !== "lived" && ending !== "slow") ?? trials.at(-1);
  if (!worst) return absentCell("not tried before the run ended");
  if (worst.ending !== "lived" && worst.ending !== "slow") {
    const survived = trials.filter(({ wall }) => wall !== undefined).length;
    const often = survived === 0 ? "" : `${noBreakSpace}(${trials.length - survived} of ${trials.length})`;
    return { kind: "words", words: `${words[worst.ending]}${often}`, tone: "bad" };
  }
  const [wall = 0] = trials.flatMap((trial) => trial.wall ?? []).toSorted((a, b) => a - b);
  const { room } = read;
  const isSlow = worst.ending === "slow" && isBelow(limit, read);
  return {
    kind: "figure",
    text: format.format(wall),
    value: wall,
    tone: isSlow ? "unsure" : "good",
    ...(isSlow && { sign: { glyph: "!", means: "slow" } }),
    ...(room !== undefined && { hint: `${formatRatio(wall / room)} times as long as where it has room` }),
  };
}

/** Whether a read isn't known to live at a limit: where it is, and took long once, something else delayed it. */
export const isBelow = (limit: number, { smallest }: Pick<ExaminedRead, "smallest">): boolean =>
  smallest.kind !== "found" || limit < smallest.value;

function stepCell(step: ExaminedRead["oldSpace"], { grid }: ExaminedRead): Cell {
  if (step?.kind === "found") return { kind: "figure", text: formatLimit(step.value), value: step.value, tone: "best" };
  const most = grid.at(-1)?.limit;
  if (step?.kind === "none" && most !== undefined)
    return { kind: "words", words: `over ${formatLimit(most)}`, tone: "bad" };
  return absentCell("not found before the run ended");
}

function withOldSpaceCell(read: ExaminedRead): Cell {
  const { smallest, smallestWithOldSpace: step } = read;
  if (step?.kind === "none" && smallest.kind === "found") return { kind: "words", words: "no less", tone: "plain" };
  return stepCell(step, read);
}

/** How a read that didn't live ended, in words. */
export const endingWords = (ending: keyof typeof words): string => means[ending];
