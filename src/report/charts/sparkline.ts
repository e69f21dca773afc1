/** A trend as small as it can be: the medians of its versions, and where they step. */
import { median } from "simple-statistics";
import type { Trend } from "../../compare/history.js";
import { noUnit, position, type PlotAxis } from "./axis.js";
import type { Chart } from "./chart.js";
import { plotSize, type Frame } from "./geometry.js";
import { lineMark, symbolMark } from "./marks.js";
import { color } from "./theme.js";
import { trendAxis } from "./trend-axis.js";

const frame: Frame = { width: 104, height: 30, margin: { top: 4, right: 5, bottom: 4, left: 5 } };

/**
 * Draws a trend on the axis of its chart; words stand beside it.
 *
 * @param versions all of the history, so that sparklines can be read one below the other.
 */
export function sparkline(trend: Trend, versions: readonly string[]): Chart {
  const { width, height } = plotSize(frame);
  const y = trendAxis(trend, height);
  const last = Math.max(1, versions.length - 1);
  const x: PlotAxis = { type: "linear", domain: [0, last], range: [0, width], unit: noUnit };
  const isFlat = trend.steps.length === 0;
  const stroke = color(isFlat ? "muted" : "entity");
  const lines = trend.lines.map(({ levels }) =>
    levels.map(({ version, trials }) => ({
      version,
      x: position(x, versions.indexOf(version)),
      y: position(y, median([...trials.values])),
    })),
  );
  const steps = trend.lines.flatMap((line, index) =>
    line.steps.flatMap((step) => {
      const at = lines[index]?.find(({ version }) => version === step.to);
      return at ? [{ ...at, fill: color(step.direction === "worse" ? "alarm" : "gain") }] : [];
    }),
  );
  return {
    name: "sparkline",
    title: trend.metric.title,
    description: "",
    frame,
    drawing: [
      lines.map((points) => lineMark("trend", points, { stroke, width: 1.5, opacity: isFlat ? 0.7 : 1 })),
      // A line through one point is none.
      lines.map((points) => {
        const [only, ...others] = points;
        return only && others.length === 0
          ? symbolMark("level", only, { shape: "circle", radius: 1.5, fill: stroke, stroke })
          : [];
      }),
      steps.map((at) => symbolMark("step", at, { shape: "circle", radius: 2.5, fill: at.fill, stroke: at.fill })),
    ],
  };
}
