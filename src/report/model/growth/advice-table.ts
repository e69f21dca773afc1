import type { Advice, Candidate } from "../../../growth/advise.js";
import { columnFormat } from "../../format.js";
import { figureCell, wordsCell, type Table } from "../table.js";
import { growthName } from "./words.js";

/** What each would need; nothing where nothing is known. */
export function figuresOf(advice: Advice): Table[] {
  const all: readonly Candidate[] = advice.kind === "chosen" ? [advice.best, ...advice.others] : advice.others;
  if (all.length === 0) return [];
  const memory = columnFormat(
    all.map((each) => each.memory.value),
    "bytes",
  );
  const time = columnFormat(
    all.map((each) => each.time.value),
    "ms",
  );
  const column = (title: string, unit: string, definition: string) =>
    ({ name: title, title, unit, definition, group: "needs", rank: 0 }) as const;
  return [
    {
      kind: "table",
      label: "What each would need",
      rowTitle: "pattern",
      columns: [
        column("peak RSS", memory.unit, "As predicted for so many rows."),
        column("up to", memory.unit, "The upper end of its interval at 95 %."),
        column("time", time.unit, "As predicted, the network's round trips among it."),
        { ...column("fits", "", "Whether it fits into the memory that there is."), text: true },
      ],
      groups: [
        {
          rows: all.map((each) => ({
            name: growthName(each.pattern),
            cells: [
              figureCell(memory.format(each.memory.value), each.memory.value),
              figureCell(memory.format(each.memory.high), each.memory.high),
              figureCell(time.format(each.time.value), each.time.value),
              wordsCell(each.fits),
            ],
          })),
        },
      ],
    },
  ];
}
