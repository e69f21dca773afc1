/**
 * How each pattern asked the database for the rows: one strip is the whole table, cut as the read cut it. One SELECT is
 * a solid bar, 100 pages are a hundred slices, 10,000 FETCHes a fine comb.
 */
import type { Mark } from "vega";
import { chartLabel, yieldColor, yieldGlyph } from "./case-marks.js";
import type { Chart, Frame } from "./chart.js";
import { pathMark, textMark } from "./marks.js";
import type { MeasuredCase } from "./measured-case.js";
import { callsInWords, kindsInWords, rowsInWords, statementKinds } from "./statement-kinds.js";
import { color } from "./theme.js";

interface Layout {
  readonly frame: (rows: number) => Frame;
  readonly rowHeight: number;
  /** Where, in a row, the name, the strip and the words stand, in px. */
  readonly strip: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly name: { readonly x: number; readonly y: number; readonly align: "left" | "right" };
  readonly words: { readonly x: number; readonly y: number };
}

const noMargin = { top: 0, right: 0, bottom: 0, left: 0 };

const layouts = {
  wide: {
    frame: (rows) => ({ width: 920, height: rows * 30 + 8, margin: noMargin }),
    rowHeight: 30,
    name: { x: 196, y: 17, align: "right" },
    strip: { x: 206, y: 11, width: 420, height: 12 },
    words: { x: 638, y: 17 },
  },
  narrow: {
    frame: (rows) => ({ width: 340, height: rows * 56 + 4, margin: noMargin }),
    rowHeight: 56,
    name: { x: 0, y: 10, align: "left" },
    strip: { x: 0, y: 20, width: 340, height: 12 },
    words: { x: 0, y: 42 },
  },
} as const satisfies Record<string, Layout>;

/** Draws the cases whose statements were counted; `undefined` when there are none. */
export function statementsChart(cases: readonly MeasuredCase[], format: keyof typeof layouts): Chart | undefined {
  const counted = cases.flatMap((measured) => {
    const { statements } = measured.typical.outcome;
    const kinds = "absent" in statements ? [] : statementKinds(statements);
    const [reading] = kinds;
    return reading ? [{ measured, kinds, reading }] : [];
  });
  if (counted.length === 0) return undefined;
  const layout: Layout = layouts[format];
  const { name, strip, words } = layout;
  return {
    name: format === "wide" ? "statements" : "statements-narrow",
    title: "How each pattern asked for the rows",
    description: `${counted.map(({ measured, kinds }) => `${chartLabel(measured.summary)}: ${kindsInWords(kinds)}`).join(". ")}.`,
    frame: layout.frame(counted.length),
    spec: {
      marks: counted.flatMap(({ measured: { summary }, reading }, index): Mark[] => {
        const top = index * layout.rowHeight;
        return [
          textMark("label", `${yieldGlyph(summary)} ${chartLabel(summary)}`, name.x, top + name.y, {
            align: name.align,
          }),
          slices(reading.calls, top, strip, yieldColor(summary)),
          textMark("label", callsInWords(reading), words.x, top + words.y, { bold: true }),
          textMark("label", rowsInWords(reading), words.x + 128, top + words.y, { fill: color("muted") }),
        ];
      }),
    },
  };
}

/** The finest slices that are still seen one by one, and the combs that stand for finer ones: widths in px. */
const finestSlice = { pitch: 3, gap: 0.8 };
const comb = { pitch: 3.5, gap: 2 };
const fineComb = { pitch: 2, gap: 1.4 };

/** From so many calls on, the fine comb. */
const manyCalls = 5_000;

function slices(calls: number, top: number, strip: Layout["strip"], fill: string): Mark {
  const exact = { pitch: strip.width / Math.max(1, calls), gap: calls <= 1 ? 0 : finestSlice.gap };
  const { pitch, gap } = exact.pitch >= finestSlice.pitch ? exact : calls < manyCalls ? comb : fineComb;
  const count = Math.floor(strip.width / pitch + 1e-9);
  // One path for all slices: a strip of hundreds of elements would weigh more than the rest of the page.
  const path = Array.from({ length: count }, (_, slice) => {
    const x = Math.round(slice * pitch * 100) / 100;
    return `M${x},0h${Math.round((pitch - gap) * 100) / 100}v${strip.height}h${-Math.round((pitch - gap) * 100) / 100}Z`;
  }).join("");
  return pathMark("strip", path, strip.x, top + strip.y, fill);
}
