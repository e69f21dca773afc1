/** The article's table: the strategies are its groups, and what the article published stands in their titles. */
import { metrics, type MetricName } from "../../../metrics.js";
import { callsInWords, statementKinds } from "../statement-kinds.js";
import { columnFormat } from "../../format.js";
import { caseName, formatOf, metricCell, metricColumn, summaryCell } from "../figures.js";
import { absentCell, figureCell, type Cell, type Column, type Table } from "../table.js";
import type { ComparedCase, Comparison } from "./beside-the-article.js";
import type { Strategy } from "./preset.js";

/** A column with what stands in it. */
interface FilledColumn {
  readonly column: Column;
  readonly cellOf: (compared: ComparedCase) => Cell;
}

/** Lays the comparison out. No cell is marked as best: strategies aren't a contest. */
export function articleTable({ strategies }: Comparison): Table {
  const cases = strategies.flatMap((strategy) => strategy.cases);
  const columns = [
    metricFigures("wall", cases),
    metricFigures("peakRss", cases),
    ...memoryColumns.map((column) => memoryFigures(column, cases)),
    { column: statementsColumn, cellOf: statementsCell },
  ];
  return {
    kind: "table",
    label: "The strategies and their figures",
    rowTitle: "pattern",
    columns: columns.map(({ column }) => column),
    groups: strategies.map((compared) => ({
      title: titleOf(compared.strategy),
      rows: compared.cases.map((each) => ({
        id: each.summary.case.id,
        name: caseName(each.summary),
        cells: columns.map(({ cellOf }) => cellOf(each)),
      })),
    })),
  };
}

function metricFigures(name: MetricName, cases: readonly ComparedCase[]): FilledColumn {
  const format = formatOf(
    cases.map(({ summary }) => summary),
    name,
  );
  return {
    column: { ...metricColumn(metrics[name], format), ...(name === "peakRss" && { bars: true }) },
    cellOf: ({ summary }) => metricCell(summary, name, format),
  };
}

const memoryColumns = [
  {
    name: "startRss",
    title: "at start",
    unit: "bytes",
    better: "lower",
    definition: "Resident memory before the read: what the runtime, its libraries and an open connection use.",
    figureOf: ({ start }: ComparedCase) => start,
  },
  {
    name: "growth",
    title: "read adds",
    unit: "bytes",
    better: "lower",
    definition: "Peak RSS less the resident memory before the read.",
    figureOf: ({ growth }: ComparedCase) => growth,
  },
] as const;

function memoryFigures(column: (typeof memoryColumns)[number], cases: readonly ComparedCase[]): FilledColumn {
  const format = columnFormat(
    cases.flatMap((each) => column.figureOf(each)?.median ?? []),
    column.unit,
  );
  return {
    column: metricColumn(column, format),
    cellOf: (each) => {
      const summary = column.figureOf(each);
      return summary ? summaryCell(summary, column.unit, format) : absentCell();
    },
  };
}

const statementsColumn: Column = {
  name: "statements",
  title: "statements",
  definition: "What the server executed for the read, from pg_stat_statements.",
  group: "counts",
  rank: 1,
};

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

function statementsCell(compared: ComparedCase): Cell {
  const words = readingStatements(compared);
  return words === undefined ? absentCell() : figureCell(words);
}
