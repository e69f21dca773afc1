/**
 * How each pattern asked the database for the rows: one strip is the whole table, cut as the read cut it. One SELECT is
 * a solid bar, 100 pages are a hundred slices, 10,000 FETCHes a fine comb.
 */
import { thousandths, type Markup } from "../html/markup.js";
import { chartLabel, markedLabel, nameMargin, yieldColor } from "./case-marks.js";
import { nameIn, type Chart } from "./chart.js";
import { widths, type Format } from "./geometry.js";
import { shapeMark, textMark } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import { callsInWords, kindsInWords, rowsInWords, statementKinds } from "./statement-kinds.js";
import { color } from "./theme.js";

/** The sizes of a row and where its strip and its words are, in px. */
interface Layout {
  readonly width: number;
  readonly rowHeight: number;
  /** Where the name stands: before the strip, or above it. */
  readonly nameY: number;
  readonly strip: { readonly x: number; readonly y: number; readonly width: number };
  readonly words: { readonly x: number; readonly y: number };
}

const layouts: Readonly<Record<"wide" | "narrow", Layout>> = {
  wide: {
    width: widths.wide,
    rowHeight: 30,
    nameY: 17,
    strip: { x: 206, y: 11, width: 420 },
    words: { x: 638, y: 17 },
  },
  narrow: {
    width: widths.narrow,
    rowHeight: 56,
    nameY: 10,
    strip: { x: 0, y: 20, width: widths.narrow },
    words: { x: 0, y: 42 },
  },
};

/** Height of a strip, in px. */
const stripHeight = 12;

/** Draws the cases whose statements were counted; `undefined` when there are none. */
export function statementsChart(cases: readonly MeasuredCase[], format: Format): Chart | undefined {
  const counted = cases.flatMap((measured) => {
    const { statements } = measured.typical.outcome;
    const kinds = "absent" in statements ? [] : statementKinds(statements);
    const [reading] = kinds;
    return reading ? [{ measured, kinds, reading }] : [];
  });
  if (counted.length === 0) return undefined;
  const names = counted.map(({ measured }) => markedLabel(measured.summary));
  const layout = format === "wide" ? withRoomFor(names, layouts.wide) : layouts[format];
  const { width, rowHeight } = layout;
  return {
    name: nameIn(format, "statements"),
    title: "How each pattern asked for the rows",
    description: `${counted.map(({ measured, kinds }) => `${chartLabel(measured.summary)}: ${kindsInWords(kinds)}`).join(". ")}.`,
    frame: { width, height: counted.length * rowHeight + 8, margin: { top: 0, right: 0, bottom: 0, left: 0 } },
    drawing: counted.map(({ measured: { summary }, reading }, index) => {
      const top = index * rowHeight;
      const { nameY, strip, words } = layout;
      const before = strip.x > 0;
      return [
        textMark(
          "label",
          names[index] ?? "",
          { x: before ? strip.x - 10 : 0, y: top + nameY },
          { align: before ? "right" : "left" },
        ),
        slices(reading.calls, { ...strip, y: top + strip.y }, yieldColor(summary)),
        textMark("label", callsInWords(reading), { x: words.x, y: top + words.y }, { bold: true }),
        textMark("label", rowsInWords(reading), { x: words.x + 128, y: top + words.y }, { fill: color("muted") }),
      ];
    }),
  };
}

/** The strips begin further to the right where names are long. */
function withRoomFor(names: readonly string[], layout: Layout): Layout {
  const { x, y, width } = layout.strip;
  const left = nameMargin(names, x);
  return { ...layout, strip: { x: left, y, width: x + width - left } };
}

/** The finest slices that are still seen one by one, and the combs that stand for finer ones: widths in px. */
const finestSlice = { pitch: 3, gap: 0.8 };
const comb = { pitch: 3.5, gap: 2 };
const fineComb = { pitch: 2, gap: 1.4 };

/** From so many calls on, the fine comb. */
const manyCalls = 5_000;

function slices(calls: number, strip: Layout["strip"], fill: string): Markup {
  const exact = { pitch: strip.width / Math.max(1, calls), gap: calls <= 1 ? 0 : finestSlice.gap };
  const { pitch, gap } = exact.pitch >= finestSlice.pitch ? exact : calls < manyCalls ? comb : fineComb;
  const count = Math.floor(strip.width / pitch + 1e-9);
  const slice = thousandths(pitch - gap);
  // One path for all slices: a strip of hundreds of elements would weigh more than the rest of the page.
  const path = Array.from(
    { length: count },
    (_, index) => `M${thousandths(index * pitch)},0h${slice}v${stripHeight}h${-slice}Z`,
  ).join("");
  return shapeMark("strip", path, strip, fill);
}
