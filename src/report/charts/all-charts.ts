import type { Chart } from "./chart.js";
import type { MeasuredCase, ReportCases } from "./measured-case.js";
import { memoryOverviewChart, overviewName } from "./memory-overview.js";
import { memoryPanelChart } from "./memory-panel.js";
import { pausesChart } from "./pauses.js";
import { timeMemoryChart } from "./time-memory.js";

/** Every chart of a result that has data, as it is drawn in a file of its own; no two have the same name. */
export function allCharts({ measured: cases, ranked }: ReportCases): Chart[] {
  const names = panelNames(cases);
  const charts = [
    timeMemoryChart(cases, "wide", ranked),
    memoryOverviewChart(cases, "wide", "alone"),
    ...cases.map((measured, index) => memoryPanelChart(measured, names[index] ?? slug(measured.summary.label))),
    pausesChart(cases, "wide"),
  ];
  return charts.filter((chart) => chart !== undefined);
}

/** A name for the panel of each case: its label as a file name, with a number where that is taken. */
export function panelNames(cases: readonly MeasuredCase[]): string[] {
  const names = new Set<string>();
  for (const { summary } of cases) {
    const own = `memory-${slug(summary.label)}`;
    let name = own;
    for (let number = 2; names.has(name) || name === overviewName; number++) name = `${own}-${number}`;
    names.add(name);
  }
  return [...names];
}

/** Lower-case letters, digits and hyphens only, so that no name leads out of the folder or is too long for it. */
function slug(label: string): string {
  const plain = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return plain.slice(0, 60) || "case";
}
