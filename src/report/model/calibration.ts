/** What `calibrate` found out: the smallest changes that this machine can tell apart from none. */
import { metrics } from "../../metrics.js";
import type { Calibration, NoiseFloor } from "../../results/comparison.js";
import type { Result } from "../../results/schema.js";
import { columnFormat, formatCount, formatList, formatPercents, noBreakSpace } from "../format.js";
import { isCalibration } from "./comparison/compared-result.js";
import { sentences, type Section } from "./report.js";
import type { Cell, Table } from "./table.js";
import { formatSize, percent } from "./comparison/change-text.js";

/** The section; none for any other result. */
export function calibrationSections(result: Result): Section[] {
  if (!isCalibration(result)) return [];
  const { calibration } = result;
  return [
    {
      kind: "group",
      id: "calibration",
      title: "What this machine can detect",
      summary: true,
      blocks: [sentences("finding", calibrationSentences(calibration)), floorsTable(calibration)],
    },
  ];
}

/** A row a metric, pattern by pattern. */
function floorsTable({ floors }: Calibration): Table {
  const patterns = [...new Set(floors.map(({ pattern }) => pattern))];
  return {
    kind: "table",
    label: "What this machine can detect",
    rowTitle: "metric",
    columns: ["noise", "detectable", "false alarms"].map((title) => ({ name: title, title, group: "noise", rank: 0 })),
    groups: patterns.map((pattern) => ({
      title: { name: pattern },
      rows: floors
        .filter((floor) => floor.pattern === pattern)
        .map((floor) => ({
          name: metrics[floor.metric].title,
          cells: [sizeCell(floor.noise, floor), sizeCell(floor.detectable, floor), shareCell(floor.falseAlarms)],
        })),
    })),
    notes: legend.map((text) => ({ text })),
  };
}

function sizeCell(size: number, { as, metric }: NoiseFloor): Cell {
  if (as === "ratio") return shareCell(size);
  const { format, unit } = columnFormat([size], metrics[metric].unit);
  return { kind: "figure", text: format(size), unit, value: size };
}

const shareCell = (share: number): Cell => ({ kind: "figure", text: formatPercents(share), unit: "%", value: share });

/** What the columns are. */
const legend: readonly string[] = [
  "noise: standard deviation of the change between two trials of the same code",
  `detectable: smallest change that is found in 95${noBreakSpace}% of comparisons`,
  "false alarms: share of comparisons of the same code that call this metric changed",
];

/** What follows for whoever compares on this machine. */
function calibrationSentences(calibration: Calibration): string[] {
  const { rounds, budget, falseReports, floors } = calibration;
  return [
    `In ${formatCount(budget / 1e3)}${noBreakSpace}s this machine makes ${formatCount(rounds)} rounds.`,
    ...(floors.length > 0 ? [detectableChanges(calibration)] : []),
    `Of reports on the same code ${percent(falseReports)} call anything regressed.`,
  ];
}

/** The smallest change that is found, metric by metric, over all patterns. */
export function detectableChanges({ floors }: Calibration): string {
  const names = [...new Set(floors.map(({ metric }) => metric))].filter((name) => metrics[name].compared.decides);
  const sizes = names.map((name) => `${metrics[name].title} ${range(floors.filter(({ metric }) => metric === name))}`);
  return `Smallest change that is found in 95${noBreakSpace}% of comparisons: ${formatList(sizes)}.`;
}

function range(floors: readonly NoiseFloor[]): string {
  const sorted = floors.toSorted((a, b) => a.detectable - b.detectable);
  const [least, most] = [sorted[0], sorted.at(-1)].map((floor) => floor && formatSize(floor.detectable, floor));
  return least === most ? String(least) : `${String(least)} to ${String(most)}`;
}
