/** The grid of limits: which read survives in which container, and the smallest that each survives. */
import {
  tooSlow,
  type ExaminedRead,
  type LimitCell,
  type LimitEnding,
  type LimitTrial,
} from "../../../compare/limits/examine.js";
import { labelOf } from "../../../results/case-summary.js";
import type { Limits, Result } from "../../../results/schema.js";
import { columnFormat, formatRatio, noBreakSpace, type ColumnFormat } from "../../format.js";
import { absentCell, type Cell, type Column, type Table } from "../table.js";

/** "96Mi", "1Gi": a limit as Kubernetes writes it, where 96M would be 5 % less. */
export const formatLimit = (mebibytes: number): string =>
  mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;

/** What stands in a cell for a read that didn't survive. */
const words: Readonly<Record<Exclude<LimitEnding, "survived" | "slow" | "delayed">, string>> = {
  cut: "too slow",
  killed: "137",
  "heap-limit": "134",
  failed: "failed",
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
      title: "limit",
      definition: isHeap
        ? "The smallest --max-old-space-size that the read survives with, in MiB."
        : "The smallest limit that the read survives, as Node sizes its heap by itself.",
      group: "found",
      rank: 0,
    },
    ...(isHeap
      ? []
      : ([
          {
            name: "old space",
            title: "old space",
            definition: "The smallest --max-old-space-size that the read survives with, in MiB.",
            group: "found",
            rank: 1,
          },
          {
            name: "with it",
            title: "limit with it",
            definition: "The smallest limit that the read survives with that --max-old-space-size.",
            group: "found",
            rank: 0,
          },
        ] as const)),
  ];
  return {
    kind: "table",
    id: "limits",
    label: isHeap ? "Which read survives with which heap" : "Which read survives in which container",
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
      `a time: survived (wall${format.unit === "" ? "" : `, ${format.unit}`})`,
      `!: over ${tooSlow} times as long as with ample memory`,
      "137: killed by the kernel",
      "134: hit V8's heap limit",
      "too slow: stopped, as it kept rereading its own program from disk",
    ],
  };
}

/** Trials that nothing can be made of come last. */
const weight = ({ ending }: LimitTrial): number =>
  ending === "delayed" ? 2 : ending === "survived" || ending === "slow" ? 1 : 0;

function gridCell({ limit, trials }: LimitCell, read: ExaminedRead, format: ColumnFormat): Cell {
  const [worst] = trials.toSorted((a, b) => weight(a) - weight(b));
  if (!worst) return absentCell("not tried before the run ended");
  const { ending } = worst;
  if (ending in words) {
    const word = words[ending as keyof typeof words];
    const others = trials.filter((trial) => trial.ending !== ending).length;
    const often = others === 0 ? "" : `${noBreakSpace}(${trials.length - others} of ${trials.length})`;
    return { kind: "words", words: `${word}${often}`, tone: "bad" };
  }
  const [wall] = trials.flatMap((trial) => trial.wall ?? []).toSorted((a, b) => a - b);
  if (wall === undefined) return { kind: "words", words: "delayed", tone: "unsure" };
  const { room } = read;
  const isSlow = trials.every((trial) => trial.ending === "slow") && isBelow(limit, read);
  return {
    kind: "figure",
    text: format.format(wall),
    value: wall,
    tone: isSlow ? "unsure" : "good",
    ...(isSlow && { sign: { glyph: "!", means: "slow" } }),
    ...(room !== undefined && { hint: `${formatRatio(wall / room.wall)} times as long as with ample memory` }),
  };
}

/** Whether a read isn't known to survive a limit: where it is, and took long once, something else delayed it. */
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
  if (step?.kind === "none" && smallest.kind === "found") return { kind: "words", words: "no gain", tone: "plain" };
  return stepCell(step, read);
}
