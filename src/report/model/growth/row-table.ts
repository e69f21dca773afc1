/** What a row costs, and a byte on the wire, beside what all of them do. */
import type { PatternGrowth } from "../../../growth/growths.js";
import { metrics, type Unit } from "../../../metrics.js";
import type { CaseSummary } from "../../../results/case-summary.js";
import { formatCount, formatNumber, formatValue } from "../../format.js";
import { detail } from "../medium.js";
import { absentCell, figureCell, type Cell, type Column, type Table } from "../table.js";
import { perRowText } from "./law-table.js";
import { fittedOf, growthName, medianOf } from "./words.js";

/** A total, and what it is spread over. */
interface Cost {
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
  readonly of: (growth: PatternGrowth) => number | undefined;
  /** Whether it is said by bytes on the wire, too. */
  readonly byByte: boolean;
}

const total = (name: "wall" | "cpu" | "allocated" | "bytesIn", byByte: boolean): Cost => ({
  ...metrics[name],
  of: ({ largest }) => medianOf(largest, name),
  byByte,
});

const costs: readonly Cost[] = [
  total("wall", false),
  total("cpu", true),
  total("allocated", true),
  { name: "addedPeak", title: "peak RSS added", unit: "bytes", of: addedPeak, byByte: true },
  total("bytesIn", false),
];

/** What rows add to the peak: what it is more than that of the fewest rows. */
function addedPeak(growth: PatternGrowth): number | undefined {
  const [peak, first] = [medianOf(growth.largest, "peakRss"), fittedOf(growth, "peakRss")?.points[0]];
  return peak === undefined || !first ? undefined : Math.max(0, peak - first.value);
}

/** The table; undefined where nothing completed. */
export function rowTable(growths: readonly PatternGrowth[]): Table | undefined {
  const measured = growths.filter(({ largest }) => largest.completed > 0);
  const [first] = measured;
  if (!first) return undefined;
  const columns = costs.flatMap(({ name, title, byByte }): Column[] => {
    const column = (suffix: string, of: string): Column => ({
      name: `${name}${suffix}`,
      title: `${title}${of}`,
      group: title,
      rank: 1,
    });
    return [column("", ""), column("Row", " a row"), ...(byByte ? [column("Byte", " a byte on the wire")] : [])];
  });
  return {
    kind: "table",
    shown: detail,
    label: "Cost per row and per byte on the wire",
    rowTitle: "pattern",
    columns,
    groups: [
      {
        rows: measured.map((growth) => ({
          name: growthName(growth),
          cells: costs.flatMap((cost) => cellsOf(cost, growth)),
        })),
      },
    ],
    legend: [`medians at ${formatCount(first.largest.case.rows)} rows, also per row and per received byte`],
  };
}

function cellsOf({ of, unit, byByte }: Cost, growth: PatternGrowth): Cell[] {
  const value = of(growth);
  const { largest } = growth;
  if (value === undefined) return Array.from({ length: byByte ? 3 : 2 }, () => absentCell("not measured"));
  const perRow = value / largest.case.rows;
  return [
    figureCell(formatValue(value, unit), value),
    figureCell(perRowText(perRow, unit), perRow),
    ...(byByte ? [byteCell(value, unit, largest)] : []),
  ];
}

function byteCell(value: number, unit: Unit, largest: CaseSummary): Cell {
  const received = medianOf(largest, "bytesIn");
  if (received === undefined || received === 0) return absentCell("bytes on the wire weren't counted");
  const each = value / received;
  return figureCell(unit === "ms" ? `${formatNumber(each * 1e6, 1)} ns` : `${formatNumber(each, 1)} B`, each);
}
