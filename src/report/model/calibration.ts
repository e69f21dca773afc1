/** What `calibrate` found out: the smallest changes that this machine can tell apart from none. */
import { metrics } from "../../metrics.js";
import type { Calibration, NoiseFloor } from "../../results/comparison.js";
import { columnFormat, formatCount, formatList, formatPercents, noBreakSpace } from "../format.js";
import { textCell, type TextCell, type TextTable } from "../text-table.js";
import { formatSize, percent } from "./comparison/change-text.js";

/** A section a pattern, a row a metric. Undefined where nothing was calibrated. */
export function calibrationTable({ floors }: Calibration): TextTable | undefined {
  if (floors.length === 0) return undefined;
  const patterns = [...new Set(floors.map(({ pattern }) => pattern))];
  return {
    columns: [
      { title: "noise", unit: "", group: "noise" },
      { title: "detectable", unit: "", group: "noise" },
      { title: "false alarms", unit: "", group: "noise" },
    ],
    sections: patterns.map((pattern) => ({
      title: pattern,
      rows: floors
        .filter((floor) => floor.pattern === pattern)
        .map((floor) => ({
          label: metrics[floor.metric].title,
          cells: [sizeCell(floor.noise, floor), sizeCell(floor.detectable, floor), shareCell(floor.falseAlarms)],
        })),
    })),
  };
}

function sizeCell(size: number, { as, metric }: NoiseFloor): TextCell {
  if (as === "ratio") return shareCell(size);
  const { format, unit } = columnFormat([size], metrics[metric].unit);
  return { ...textCell(format(size)), beside: unit };
}

const shareCell = (share: number): TextCell => ({ ...textCell(formatPercents(share)), beside: "%" });

/** What the columns are. */
export const calibrationLegend: readonly string[] = [
  "noise: standard deviation of the change between two trials of the same code",
  `detectable: smallest change that is found in 95${noBreakSpace}% of comparisons`,
  "false alarms: share of comparisons of the same code that call this metric changed",
];

/** What follows for whoever compares on this machine. */
export function calibrationSentences(calibration: Calibration): string[] {
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
