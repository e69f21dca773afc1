/** What a page takes by how many rows lie before it: by offset, beside behind a key. */
import { max } from "d3-array";
import { crossing, type PageCurve } from "../../compare/page-depth.js";
import { formatCount, formatValue } from "../format.js";
import { axisUnit, bottomAxis, leftAxis, noUnit, position, ticksOf, type PlotAxis } from "./axis.js";
import { chartName } from "./case-marks.js";
import { nameIn, type Chart } from "./chart.js";
import { plotSize, widths, type Format, type Frame } from "./geometry.js";
import { axisTitle, lineMark, ruleMark, symbolMark, textMark, type SymbolStyle } from "./marks.js";
import { color, textSize } from "./theme.js";

const frames = {
  wide: { width: widths.wide, height: 320, margin: { top: 44, right: 24, bottom: 46, left: 44 } },
  narrow: { width: widths.narrow, height: 300, margin: { top: 56, right: 12, bottom: 44, left: 40 } },
} as const satisfies Record<Format, Frame>;

const symbols: Readonly<Record<"offset" | "keyset", SymbolStyle>> = {
  offset: { shape: "circle", radius: 2.6, fill: color("raw"), stroke: color("raw") },
  keyset: { shape: "diamond", radius: 3, fill: color("paper"), stroke: color("entity") },
};

/** Draws the two of a pair. */
export function pageDepthChart(
  { offset, keyset }: { readonly offset: PageCurve; readonly keyset: PageCurve },
  name: string,
  format: Format,
): Chart {
  const frame = frames[format];
  const size = plotSize(frame);
  const { rows } = offset.case;
  const curves = [
    { curve: offset, symbol: symbols.offset },
    { curve: keyset, symbol: symbols.keyset },
  ];
  const longest = max(curves.flatMap(({ curve }) => curve.points.map(({ y }) => y))) ?? 1;
  const unit = axisUnit(longest, "ms");
  const x: PlotAxis = { type: "linear", domain: [0, rows], range: [0, size.width], unit: noUnit };
  const y: PlotAxis = { type: "linear", domain: [0, longest * 1.05], range: [size.height, 0], unit };
  const found = crossing(offset, keyset, rows);
  const crossed = found.kind === "at" ? position(x, (found.page - 1) * offset.pageRows) : undefined;
  const pageRows = formatCount(offset.pageRows);
  return {
    name: nameIn(format, name),
    title: `What a page of ${pageRows} rows takes by its depth`,
    description: curves.map(({ curve }) => describe(curve)).join(". "),
    frame,
    drawing: [
      bottomAxis(x, size, { ticks: ticksOf(x, format === "wide" ? 8 : 4), title: "rows before the page" }),
      leftAxis(y, size, ticksOf(y, 5)),
      axisTitle(`a page of ${pageRows} rows, ${unit.name}`, frame),
      curves.map(({ curve, symbol }, index) => [
        curve.points.map((point) => symbolMark("page", { x: position(x, point.x), y: position(y, point.y) }, symbol)),
        lineMark(
          "page-line",
          [0, rows].map((depth) => ({
            x: position(x, depth),
            y: Math.min(size.height, position(y, curve.line.start + curve.line.slope * depth)),
          })),
          { stroke: symbol.stroke, width: 1.5 },
        ),
        symbolMark("key", { x: 6, y: -24 + 14 * index }, symbol),
        textMark("key", chartName(curve.case.pattern), { x: 16, y: -24 + 14 * index }, { size: textSize.tick }),
      ]),
      crossed === undefined
        ? []
        : [
            ruleMark("crossing", { x: crossed, x2: crossed, y: 0, y2: size.height }, color("muted"), "2,3"),
            textMark(
              "crossing",
              `page ${formatCount(found.kind === "at" ? found.page : 0)}`,
              { x: crossed + (crossed > size.width / 2 ? -6 : 6), y: size.height - 10 },
              { align: crossed > size.width / 2 ? "right" : "left", size: textSize.tick, halo: true },
            ),
          ],
    ],
  };
}

function describe({ case: { pattern, rows }, line }: PageCurve): string {
  const [first, last] = [line.start, line.start + line.slope * rows].map((time) =>
    formatValue(Math.max(0, time), "ms"),
  );
  return `${pattern}: ${String(first)} at the beginning, ${String(last)} at the end`;
}
