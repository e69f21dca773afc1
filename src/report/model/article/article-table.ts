/** The article's table: the strategies are its sections, and what the article published stands in their titles. */
import type { Summary } from "../../../stats/summary.js";
import { callsInWords, statementKinds } from "../../charts/statement-kinds.js";
import { columnFormat, formatSpread } from "../../format.js";
import { buildTable, type Heading, type Table, type TableCell } from "../figures.js";
import type { ComparedCase, Comparison } from "./comparison.js";
import type { Strategy } from "./strategies.js";

const memoryColumns = [
  {
    name: "startRss",
    title: "at start",
    definition: "Resident memory before the read: what the runtime, its libraries and an open connection weigh.",
    summary: ({ start }: ComparedCase) => start,
  },
  {
    name: "growth",
    title: "read adds",
    definition: "Peak RSS less the resident memory before the read.",
    summary: ({ growth }: ComparedCase) => growth,
  },
] as const;

/** Lays the comparison out. No cell is marked as best: strategies aren't a contest. */
export function articleTable({ strategies }: Comparison): Table<Heading> {
  const cases = strategies.flatMap((strategy) => strategy.cases);
  const ordinary = buildTable(
    cases.map(({ summary }) => summary),
    ["wall", "peakRss"],
    () => false,
  );
  const ordinaryRows = ordinary.sections.flatMap(({ rows }) => rows);
  const memory = memoryColumns.map(({ summary, ...column }) => {
    const format = columnFormat(
      cases.flatMap((each) => summary(each)?.median ?? []),
      "bytes",
    );
    const cell = (figure: Summary | undefined): TableCell =>
      figure === undefined
        ? { kind: "absent" }
        : {
            kind: "figure",
            median: format.format(figure.median),
            spread: formatSpread(figure.spread, format),
            best: false,
          };
    return { column: { metric: column, group: "memory", unit: format.unit } as const, cell, summary };
  });
  return {
    columns: [
      ...ordinary.columns,
      ...memory.map(({ column }) => column),
      { metric: statementsColumn, group: "counts", unit: "" },
    ],
    sections: strategies.map((compared) => ({
      title: titleOf(compared.strategy),
      rows: compared.cases.map((each) => ({
        case: each.summary,
        cells: [
          ...(ordinaryRows.find((row) => row.case === each.summary)?.cells ?? []),
          ...memory.map(({ cell, summary }) => cell(summary(each))),
          statementsCell(each),
        ],
      })),
    })),
    notes: [],
  };
}

const statementsColumn = {
  name: "statements",
  title: "statements",
  definition: "What the server executed for the read, from pg_stat_statements.",
} as const;

/** "all(), the whole result as objects · the article: over 600 MB". */
export const titleOf = ({ title, does, published }: Strategy): string =>
  `${title}, ${does}${published ? ` · the article, on its own machine and table: ${published.words}` : ""}`;

/** What opens a cursor and what gives rows; not what frames it. */
function readingStatements({ statements }: ComparedCase): string | undefined {
  if (!statements) return undefined;
  const kinds = statementKinds(statements).filter(({ verb, rows }) => rows > 0 || verb === "DECLARE");
  return kinds
    .toSorted((a, b) => a.calls - b.calls)
    .map(callsInWords)
    .join(", ");
}

function statementsCell(compared: ComparedCase): TableCell {
  const words = readingStatements(compared);
  return words === undefined ? { kind: "absent" } : { kind: "figure", median: words, spread: "", best: false };
}
