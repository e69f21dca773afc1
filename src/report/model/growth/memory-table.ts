/** What memory each pattern needs, and where it ends. */
import type { PatternGrowth } from "../../../growth/growths.js";
import { claimHolds, memoryKind } from "../../../growth/memory.js";
import { predict, rowsUntil, type Prediction } from "../../../growth/predict.js";
import { valueAt } from "../../../growth/least-squares.js";
import {
  columnFormat,
  formatCount,
  formatList,
  formatNumber,
  formatPercents,
  noBreakSpace,
  withSign,
} from "../../format.js";
import { kindWords } from "../../kinds.js";
import { groupCases } from "../figures.js";
import { absentCell, figureCell, wordsCell, type Cell, type Column, type Row, type Table } from "../table.js";
import { endText, fittedOf, growthName, medianOf, predictionText, roundedRows, type Fitted } from "./words.js";

/** Limits that services have, in bytes. */
const limits = [
  { title: "512 MB", limit: 512e6 },
  { title: "1 GB", limit: 1e9 },
  { title: "4 GB", limit: 4e9 },
];

/** A pattern with the law of its peak. */
interface Grown {
  readonly growth: PatternGrowth;
  readonly peak: Fitted;
}

/**
 * The table.
 *
 * @param predicted numbers of rows for which it is said what they'd take.
 */
export function memoryTable(growths: readonly PatternGrowth[], predicted: readonly number[]): Table | undefined {
  const found = growths.flatMap((growth): Grown[] => {
    const peak = fittedOf(growth, "peakRss");
    return peak ? [{ growth, peak }] : [];
  });
  const [first] = found;
  if (!first) return undefined;
  const rows = Math.max(...found.map(({ growth }) => growth.largest.case.rows));
  const peaks = found.map(({ growth }) => medianOf(growth.largest, "peakRss") ?? 0);
  const starts = found.map(({ peak }) => startOf(peak));
  const [atStart, atLargest] = [columnFormat(starts, "bytes"), columnFormat(peaks, "bytes")];
  const figure = (title: string, definition: string, group: string, unit = ""): Column => ({
    name: title,
    title,
    definition,
    group,
    ...(unit !== "" && { unit }),
    rank: 1,
  });
  const columns: Column[] = [
    { ...figure("memory", "How peak RSS grows with the rows.", "law"), rank: 0, text: true },
    { ...figure("claims", "What the pattern says of itself.", "law"), text: true },
    figure("at 0 rows", "Memory before any row: Node, libraries, a connection.", "law", atStart.unit),
    figure("per row", "Peak RSS that each row adds, if growth is linear.", "law", "B"),
    figure("miss", "By how much the law, fitted to the smaller sizes, misses the largest.", "law", "%"),
    figure(`${formatCount(rows)} rows`, "Peak RSS at the largest size, as measured.", "peak", atLargest.unit),
    ...predicted.map((count) =>
      figure(`${formatCount(count)} rows`, "Predicted peak RSS at this number of rows.", "peak"),
    ),
    ...limits.map(({ title }) =>
      figure(title, "The number of rows at which peak RSS reaches this.", "reached at, rows"),
    ),
  ];
  const rowOf = ({ growth, peak }: Grown, index: number): Row => ({
    name: growthName(growth),
    cells: [
      wordsCell(memoryKind(peak.growth) === "grows" ? peak.growth.law : memoryKind(peak.growth)),
      claimCell(growth, peak),
      figureCell(atStart.format(starts[index] ?? 0), starts[index]),
      slopeCell(peak),
      offCell(peak),
      figureCell(atLargest.format(peaks[index] ?? 0), peaks[index]),
      ...predicted.map((count) => predictionCell(predict(peak.growth, count, peak.heldOut?.error))),
      ...limits.map(({ limit }) => endCell(peak, limit)),
    ],
  });
  return {
    kind: "table",
    label: "Memory that more rows would need",
    rowTitle: "pattern",
    columns,
    groups: groupCases(found.map(({ growth }) => growth.largest)).map(({ kind, cases }) => ({
      title: kindWords[kind].title,
      rows: cases.flatMap((largest) => {
        const index = found.findIndex(({ growth }) => growth.largest === largest);
        const grown = found[index];
        return grown ? [rowOf(grown, index)] : [];
      }),
    })),
    legend: [
      `${formatList(limits.map(({ title }) => title))}: rows at which memory reaches it`,
      "never: as far as these sizes tell",
      "95 % intervals, as far as the law holds",
    ],
  };
}

/** What the law says of no rows; where it levels off the least that was measured. */
function startOf({ growth, points }: Fitted): number {
  return memoryKind(growth) === "grows" ? valueAt(growth.fit, 1) : (points[0]?.value ?? 0);
}

function claimCell({ largest: { pattern } }: PatternGrowth, { growth }: Fitted): Cell {
  const { memory } = pattern;
  if (!memory) return absentCell("it claims nothing");
  const holds = claimHolds(memory, memoryKind(growth));
  return holds ? wordsCell(memory) : { kind: "words", words: `${memory}: false`, tone: "bad" };
}

function slopeCell({ growth: { law, fit } }: Fitted): Cell {
  if (law !== "linear") return absentCell("growth isn't linear");
  const [, perRow = 0] = fit.coefficients;
  return figureCell(formatNumber(perRow, perRow < 10 ? 1 : 0), perRow);
}

function offCell({ heldOut }: Fitted): Cell {
  if (!heldOut) return absentCell("the other sizes are too few for a law");
  return figureCell(withSign(formatPercents(heldOut.error), heldOut.error), heldOut.error);
}

function predictionCell(prediction: Prediction): Cell {
  const { value, low, high } = prediction;
  const { format, unit } = columnFormat([value], "bytes");
  return {
    kind: "figure",
    text: format(value),
    unit,
    spread: reachText(prediction),
    interval: `${format(low)} to ${format(high)}`,
    value,
    hint: predictionText(prediction),
  };
}

/** "±8 %": how far the interval reaches to its farther side; nothing where that has no end. */
function reachText({ value, low, high }: Prediction): string {
  const share = Math.max(value - low, high - value) / value;
  return Number.isFinite(share) ? `±${formatNumber(share * 100, 0)}${noBreakSpace}%` : "";
}

function endCell({ growth, heldOut }: Fitted, limit: number): Cell {
  const end = rowsUntil(growth, limit, heldOut?.error);
  switch (end.kind) {
    case "at once":
      return wordsCell("at once");
    case "never":
      return wordsCell("never");
    case "at": {
      const high = Number.isFinite(end.high) ? roundedRows(end.high) : "?";
      return {
        kind: "figure",
        text: roundedRows(end.rows),
        spread: reachText({ ...end, value: end.rows }),
        interval: `${roundedRows(end.low)} to ${high}`,
        value: end.rows,
        hint: endText(end),
      };
    }
  }
}
