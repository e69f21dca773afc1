/** The sections that are charts first of all: only a page shows them. */
import { metrics } from "../../metrics.js";
import { highWaterMarkApart } from "../charts/high-water-mark.js";
import { caseKinds } from "../../results/case-summary.js";
import type { MeasuredCase, ReportCases } from "../charts/measured-case.js";
import { formatSummary, formatValue } from "../format.js";
import { kindWords } from "../kinds.js";
import { caseName, endingsOf } from "./figures.js";
import { pageOnly } from "./medium.js";
import { group, notes, type ChartReference, type Group, type Section } from "./report.js";
import type { Ending } from "./table.js";
import type { Name } from "./words.js";

/** What draws charts; loaded when the first one is made. */
export const pictures = () => import("./pictures.js");

/** The signs of the kinds that there are: "● entities · ◇ raw rows". */
function kindsIn(cases: readonly MeasuredCase[]): (string | Name)[] {
  const kinds = caseKinds.filter((kind) => cases.some(({ summary }) => summary.kind === kind));
  return kinds.flatMap((kind, index) => [...(index > 0 ? [" · "] : []), { name: kindWords[kind].plural, kind }]);
}

/** A case that has figures, but not those that a chart shows. */
const lacking =
  (how: string) =>
  ({ summary }: MeasuredCase): Ending => ({ name: caseName(summary), how, message: "", failed: false });

/** Time against peak RSS. */
export function tradeOffSection(cases: ReportCases): Section {
  const { measured, unmeasured, ranked } = cases;
  return chartSection("trade-off", "Time against peak RSS", {
    kind: "chart",
    size: "full",
    answers: "points",
    nothing: "No pattern has both figures.",
    make: async () => {
      const { showsFront, timeMemoryChart, withoutPoint } = await pictures();
      const front =
        "Of each kind nothing is both faster and smaller than the patterns on its dotted line; lower left is better.";
      return {
        wide: timeMemoryChart(measured, "wide", ranked),
        narrow: timeMemoryChart(measured, "narrow", ranked),
        caption: [
          "Each point is a pattern: the median of its trials, the whiskers their range. ",
          ...kindsIn(measured),
          `. ${showsFront(cases) ? front : "Lower left is better."}`,
        ],
        missing: [
          ...withoutPoint(measured).map(lacking("lacks one of the two figures")),
          ...unmeasured.flatMap(endingsOf),
        ],
      };
    },
  });
}

/** Memory over time: every pattern on one axis, and one panel each. */
export function memorySection({ measured, unmeasured }: ReportCases): Section {
  const overview: ChartReference = {
    kind: "chart",
    size: "full",
    answers: "lines",
    nothing: "No trial was sampled.",
    make: async () => {
      const { memoryOverviewChart } = await pictures();
      return {
        wide: memoryOverviewChart(measured, "wide", "legend"),
        narrow: memoryOverviewChart(measured, "narrow", "legend"),
        alone: memoryOverviewChart(measured, "wide", "alone"),
        caption:
          "Resident memory of each worker, sampled from outside. Strong lines are the trial with the median peak, thin " +
          "ones its other rounds; of the patterns that don’t stand out there is one faint line. ❘ first row, ● end of " +
          "the measured window, ▽ the result is released. Point at a line, or focus the chart and use the arrow keys, to " +
          "read its values.",
      };
    },
  };
  return {
    ...chartSection("memory", "Memory over time", overview),
    blocks: [
      overview,
      {
        ...group(
          "Each pattern with its heap, on a scale of its own",
          [
            notes([
              "The tinted stretch is the measured window. The heap’s line rises to what was used before each collection " +
                "and falls by what it freed.",
            ]),
            ...measured.map((each, index) => memoryPanel(each, index, measured)),
            ...unmeasured.map((summary) => group(caseName(summary), [notes(endingsOf(summary).map(endingText))])),
          ],
          { page: "folded" },
        ),
        sideBySide: true,
      },
    ],
  };
}

function memoryPanel(measured: MeasuredCase, index: number, all: readonly MeasuredCase[]): Group {
  const { summary, typical } = measured;
  const { peakRss } = summary.metrics;
  const kernel = highWaterMarkApart(typical);
  const { timeline } = typical.outcome;
  const absence = "absent" in timeline ? timeline.absent : "no sample was taken";
  const peak = peakRss.kind === "measured" ? formatSummary(peakRss.summary, metrics.peakRss.unit) : "not known";
  return group(
    [caseName(summary), ` peak RSS ${peak}`],
    [
      {
        kind: "chart",
        size: "panel",
        answers: "lines",
        nothing: `No timeline: ${absence}.`,
        make: async () => {
          const { memoryPanelChart, panelNames } = await pictures();
          return { wide: memoryPanelChart(measured, panelNames(all)[index] ?? "") };
        },
      },
      notes([
        ...(kernel === undefined
          ? []
          : [
              `The kernel’s own mark, ${formatValue(kernel, "bytes")}, lies apart from the line by more than the time ` +
                "between two samples explains: it is the figure to trust.",
            ]),
        ...(summary.failures.length > 0 ? endingsOf(summary).map(endingText) : []),
      ]),
    ],
  );
}

const endingText = ({ how, message }: Ending): string => (message === "" ? how : `${how}: ${message}`);

/** Event-loop stalls and collector pauses. */
export function pausesSection({ measured, unmeasured }: ReportCases): Section {
  const section = chartSection("stalls", "Stalls and pauses", {
    kind: "chart",
    size: "full",
    answers: "still",
    nothing: "Neither stalls nor pauses were measured.",
    make: async () => {
      const { pausesChart, withoutPauses } = await pictures();
      return {
        wide: pausesChart(measured, "wide"),
        narrow: pausesChart(measured, "narrow"),
        caption:
          "The circle, square or diamond is the longest time the event loop was blocked: for so long the process answers " +
          "nobody. The stroke is the collector’s longest single pause. At the side, all its pauses together. Medians of " +
          "the trials.",
        missing: [...withoutPauses(measured).map(lacking("has neither figure")), ...unmeasured.flatMap(endingsOf)],
      };
    },
  });
  return { ...section, shown: { ...pageOnly, page: "folded" } };
}

const chartSection = (id: string, title: string, chart: ChartReference): Section => ({
  kind: "group",
  id,
  title,
  shown: pageOnly,
  blocks: [chart],
});
