/** The charts of a report, each in a file of its own. */
import type { Chart } from "../charts/chart.js";
import type { Block, Report } from "../model/report.js";

/** Every chart that a report's page shows and that has something to show, in its order; no two have the same name. */
export async function chartsOf({ sections }: Report): Promise<Chart[]> {
  const charts: Chart[] = [];
  const add = async (block: Block): Promise<void> => {
    if (block.kind === "group") for (const each of block.blocks) await add(each);
    if (block.kind !== "chart") return;
    const { alone, wide } = await block.make();
    const chart = alone ?? wide;
    if (chart) charts.push(chart);
  };
  for (const section of sections) await add(section);
  return charts;
}
