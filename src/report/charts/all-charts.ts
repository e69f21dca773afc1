import type { Chart } from "./chart.js";
import type { MeasuredCase } from "./measured-case.js";
import { memoryOverviewChart } from "./memory-overview.js";
import { memoryPanelChart } from "./memory-panel.js";
import { pausesChart } from "./pauses.js";
import { statementsChart } from "./statements.js";
import { timeMemoryChart } from "./time-memory.js";

/** Every chart of a result that has data, as it is drawn in a file of its own; no two have the same name. */
export function allCharts(cases: readonly MeasuredCase[]): Chart[] {
  const charts = [
    timeMemoryChart(cases, "wide"),
    memoryOverviewChart(cases, "wide"),
    ...cases.map((measured, index) => memoryPanelChart(measured, panelName(cases, index))),
    statementsChart(cases, "wide"),
    pausesChart(cases, "wide"),
  ];
  return charts.filter((chart) => chart !== undefined);
}

/** The name of the panel of the case at `index`: its label as a file name, numbered where two would be alike. */
export function panelName(cases: readonly MeasuredCase[], index: number): string {
  const slugs = cases.map(({ summary }) => slug(summary.label));
  const own = slugs[index] ?? "";
  const alike = slugs.slice(0, index).filter((other) => other === own).length;
  return `memory-${own}${alike > 0 ? `-${alike + 1}` : ""}`;
}

/** Lower-case letters, digits and hyphens only, so that no name leads out of the folder or is too long for it. */
function slug(label: string): string {
  const plain = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return plain.slice(0, 60) || "case";
}
