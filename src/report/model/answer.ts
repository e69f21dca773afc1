/** What a run comes to, on the first screen: a recommendation, the figures that it rests on, and a picture to share. */
import { metrics, type MetricName } from "../../metrics.js";
import { summaryOf, type CaseSummary } from "../../results/case-summary.js";
import type { Result } from "../../results/schema.js";
import { toldApart } from "../../stats/ranking.js";
import type { ReportCases } from "../charts/measured-case.js";
import { formatCount, formatList, formatRatio, formatValue } from "../format.js";
import { pictures } from "./charted.js";
import { endingsOf } from "./figures.js";
import { mayRank } from "./may-rank.js";
import { pageOnly } from "./medium.js";
import { recommend, type Recommendation } from "./recommendation.js";
import type { Answer, Highlight, Section } from "./report.js";

/** The section; without a recommendation the picture alone, and nothing at all where nothing was measured or versions were compared. */
export function answerSection(
  result: Result,
  cases: readonly CaseSummary[],
  charted: ReportCases,
): Section | undefined {
  const { measured, unmeasured } = charted;
  if (measured.length === 0 || result.variants.length > 1) return undefined;
  const answer = answerOf(result, cases);
  return {
    kind: "group",
    id: "answer",
    title: "Which read",
    selfEvident: true,
    summary: true,
    blocks: [
      ...(answer ? [answer] : []),
      {
        kind: "chart",
        shown: pageOnly,
        size: "full",
        answers: "still",
        nothing: "No peak was measured.",
        make: async () => {
          const { peakRankingChart } = await pictures();
          return {
            wide: peakRankingChart(measured, "wide"),
            narrow: peakRankingChart(measured, "narrow"),
            caption:
              "Peak RSS of each read, the smallest first; the pale part is the process before the read. " +
              "Medians of the trials.",
            missing: unmeasured.flatMap(endingsOf),
          };
        },
      },
    ],
  };
}

/** The recommendation in words; undefined where none follows from the figures. */
export function answerOf(result: Result, cases: readonly CaseSummary[]): Answer | undefined {
  if (result.equivalence.kind !== "same") return undefined;
  const ranked = mayRank(result);
  const [first, ...others] = recommend(cases, ranked);
  if (!first) return undefined;
  const timed = ranked(metrics.wall);
  return {
    kind: "answer",
    lead: `For ${first.title}: ${first.best.label}. ${sentence(first, timed)}`,
    figures: highlights(first, timed),
    beside: [...others.map((each) => shortly(each, timed)), ...doubts(first, cases, timed)],
  };
}

/** "103 MB instead of 1.0 GB with typeorm/get-many, half the time, event loop blocked 21 ms instead of 4.8 s." */
function sentence({ best, against }: Recommendation, timed: boolean): string {
  const peak = sizeOf(best);
  if (!against)
    return `It is what most services start with, and nothing that gives the same uses less memory: ${peak}.`;
  const parts = [
    `Peak RSS ${peak} instead of ${sizeOf(against)} with ${against.label}`,
    ...(timed ? timeBeside(best, against) : []),
    ...(timed ? stallBeside(best, against) : []),
  ];
  return `${parts.join(", ")}.`;
}

const sizeOf = (each: CaseSummary): string => formatValue(summaryOf(each, "peakRss")?.median ?? NaN, "bytes");

function timeBeside(best: CaseSummary, against: CaseSummary): string[] {
  const [own, other] = [summaryOf(best, "wall"), summaryOf(against, "wall")];
  if (!own || !other) return [];
  if (!toldApart(own, other, metrics.wall.noise)) return ["in about the same time"];
  const ratio = own.median / other.median;
  if (ratio > 1) return [`${formatRatio(ratio)} times as long`];
  return [ratio >= 0.45 && ratio <= 0.55 ? "half its time" : `${formatCount(Math.round(ratio * 100))} % of its time`];
}

/** ms from which somebody who waits for an answer notices that the event loop was blocked. */
const noticed = 100;

function stallBeside(best: CaseSummary, against: CaseSummary): string[] {
  const [own, other] = [summaryOf(best, "loopStall"), summaryOf(against, "loopStall")];
  if (!own || !other || other.median < noticed || !toldApart(own, other, metrics.loopStall.noise)) return [];
  return [`event loop blocked ${formatValue(own.median, "ms")} instead of ${formatValue(other.median, "ms")}`];
}

function highlights({ best, against }: Recommendation, timed: boolean): Highlight[] {
  const { peakRss, wall, loopStall, allocated, statements } = metrics;
  const shown = [peakRss, ...(timed ? [wall, loopStall] : [allocated, statements])];
  const what: Partial<Record<MetricName, string>> = {
    peakRss: "peak RSS",
    wall: "to read it all",
    loopStall: "longest stall of the event loop",
    allocated: "allocated",
    statements: "statements",
  };
  return shown.flatMap((metric) => {
    const own = summaryOf(best, metric.name);
    if (!own) return [];
    const other = against && summaryOf(against, metric.name);
    const isApart = other !== undefined && toldApart(own, other, metric.noise);
    return [
      {
        what: what[metric.name] ?? metric.title,
        value: formatValue(own.median, metric.unit),
        beside: isApart ? `instead of ${formatValue(other.median, metric.unit)}` : other ? "about the same" : "",
      },
    ];
  });
}

/** "For raw rows: typeorm/stream, 98 MB, 1.1 s." */
function shortly({ title, best }: Recommendation, timed: boolean): string {
  const wall = summaryOf(best, "wall");
  const time = timed && wall ? `, ${formatValue(wall.median, "ms")}` : "";
  return `For ${title}: ${best.label}, ${sizeOf(best)}${time}.`;
}

/** What the measurements can't tell, and what isn't among what they tell. */
function doubts({ best, close, title }: Recommendation, cases: readonly CaseSummary[], timed: boolean): string[] {
  const failed = cases.filter(({ completed }) => completed === 0).map(({ label }) => label);
  return [
    ...(close.length === 0
      ? []
      : [`The peak RSS of ${formatList([best, ...close].map(({ label }) => label))} is too close to call here.`]),
    ...(timed ? [] : ["The machine was busy, so times weren't taken into account."]),
    ...(failed.length === 0
      ? []
      : [`Not compared with these ${title}, since none of its trials completed: ${formatList(failed)}.`]),
  ];
}
