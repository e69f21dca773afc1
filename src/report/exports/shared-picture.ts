/** What a run comes to as one picture, to be shown where there is no report: the recommendation, the reads by peak RSS, and what it holds for. */
import type { Resvg } from "@resvg/resvg-js";
import wrapAnsi from "wrap-ansi";
import { caseKinds, summariseCases } from "../../results/case-summary.js";
import type { Result } from "../../results/schema.js";
import { plainSvg, standaloneSvg, type Chart } from "../charts/chart.js";
import { reportCases, type MeasuredCase } from "../charts/measured-case.js";
import { textMark } from "../charts/marks.js";
import { peakRankingChart } from "../charts/peak-ranking.js";
import { color, textWidth } from "../charts/theme.js";
import { svg } from "../html/markup.js";
import { kindWords } from "../kinds.js";
import { answerOf } from "../model/answer.js";
import { headingParts, titleOf } from "../model/heading.js";

/** The picture as files hold it. */
export interface SharedPicture {
  /** Whole, following the reader's colour scheme. */
  readonly svg: string;
  /** The same without style sheets, for what rasterises it. */
  readonly plain: string;
}

/** As far in as the title that stands above it. */
const margin = 12;
const leadSize = 19;
const leadLine = 26;
const footLine = 18;

/** Draws it; undefined where there is no single run's read to show. */
export function sharedPicture(result: Result): SharedPicture | undefined {
  const { measured } = reportCases(result);
  const chart = result.variants.length > 1 ? undefined : peakRankingChart(measured, "wide");
  if (!chart) return undefined;
  const answer = answerOf(result, summariseCases(result));
  const { width } = chart.frame;
  const lead = answer ? wrapped(answer.lead, width, leadSize * 1.08) : [];
  const { environment } = result;
  const machine = `${environment.cpu}, ${String(environment.cores)} cores`;
  const foot = wrapped([...headingParts(result), machine, `ormeter ${result.ormeter}`].join(" · "), width, 12);
  const top = lead.length * leadLine + (lead.length > 0 ? 14 : 0);
  const [legend, ...last] = [top + chart.frame.height + 22, ...foot.map((_, index) => index)];
  const height = legend + 12 + last.length * footLine;
  const picture: Chart = {
    name: "share",
    title: titleOf(result),
    description: [...(answer ? [answer.lead] : []), chart.description].join(" "),
    frame: { width: width + 2 * margin, height, margin: { top: 10, right: margin, bottom: 0, left: margin } },
    drawing: [
      lead.map((text, index) =>
        textMark("lead", text, { x: 0, y: index * leadLine + leadLine / 2 }, { size: leadSize, bold: true }),
      ),
      svg`<g transform="translate(${chart.frame.margin.left},${top + chart.frame.margin.top})">${chart.drawing}</g>`,
      textMark(
        "foot",
        [...legendOf(measured), "the pale part is the process before the read"].join(" · "),
        { x: 0, y: legend - 14 },
        { size: 12, fill: color("muted") },
      ),
      foot.map((text, index) =>
        textMark("foot", text, { x: 0, y: legend + 6 + index * footLine }, { size: 12, fill: color("muted") }),
      ),
    ],
  };
  return { svg: standaloneSvg(picture), plain: plainSvg(picture) };
}

/** "● entities", of each kind that is there. */
const legendOf = (cases: readonly MeasuredCase[]): string[] =>
  caseKinds
    .filter((kind) => cases.some(({ summary }) => summary.kind === kind))
    .map((kind) => `${kindWords[kind].glyph} ${kindWords[kind].plural}`);

/** The text in lines of at most so many px. */
const wrapped = (text: string, width: number, size: number): string[] =>
  wrapAnsi(text, Math.floor(width / textWidth("n", size))).split("\n");

/** PNG's bytes, or why there are none: a sentence's end. */
export type Png =
  { readonly kind: "png"; readonly bytes: Uint8Array } | { readonly kind: "absent"; readonly reason: string };

/** Rasterises it, twice as large as it says, with the fonts of this machine. */
export async function asPng({ plain }: SharedPicture): Promise<Png> {
  let Renderer: typeof Resvg;
  try {
    ({ Resvg: Renderer } = await import("@resvg/resvg-js"));
  } catch (error) {
    return { kind: "absent", reason: `what makes it doesn't load here (${(error as Error).message})` };
  }
  const options = { font: { loadSystemFonts: true }, fitTo: { mode: "zoom", value: 2 } } as const;
  const word = svg`<svg xmlns="http://www.w3.org/2000/svg" width="99" height="30"><text y="20">word</text></svg>`.text;
  if (!new Renderer(word, options).getBBox()) {
    return { kind: "absent", reason: "this machine has no fonts to write it with; share.svg is there" };
  }
  return { kind: "png", bytes: new Renderer(plain, options).render().asPng() };
}
