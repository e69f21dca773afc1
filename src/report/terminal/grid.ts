/** Cells in columns, as every table in a terminal has them: space and one thin rule separate as well as lines would. */
import CliTable from "cli-table3";
import stringWidth from "string-width";
import { plainWords } from "../model/words.js";
import type { RowGroup } from "../model/table.js";
import { shown, wrap, type Colors } from "./text.js";

/** Spaces between columns. */
export const gap = 2;

/** What is drawn: texts that fit their columns already. */
export interface Grid {
  /** One a column, the rows' names first; of two lines where a unit stands below the title. */
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly align: readonly ("left" | "right")[];
  /** Whose titles stand above their rows: outside of the columns, which a long title would widen. */
  readonly groups: readonly RowGroup[];
}

/** Draws a grid; titles are broken at `columns`. */
export function drawGrid({ heading, rows, align, groups }: Grid, columns: number, colors: Colors): string {
  const table = new CliTable({
    chars: noLines,
    style: { "padding-left": 0, "padding-right": gap, head: [], border: [] },
    colAligns: [...align],
  });
  table.push([...heading], ...rows.map((cells) => [...cells]));
  const lines = table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  const titles = heading.some((title) => title.includes("\n")) ? 2 : 1;
  const rule = colors.dim("─".repeat(Math.max(...lines.map((line) => stringWidth(line)))));
  const head = lines.slice(0, titles).filter((line, index) => index === 0 || line !== "");
  let next = titles;
  const parts = groups.map(({ title, rows: { length } }) => {
    const own = lines.slice(next, (next += length));
    const above = title === undefined ? [] : [wrap(colors.bold(shown(plainWords(title))), columns)];
    return [...above, ...own].join("\n");
  });
  return [...head, rule, parts.join("\n\n")].join("\n");
}

const edges = ["top", "bottom", "left", "mid", "right"];
const noLines = Object.fromEntries(
  [...edges, ...edges.flatMap((edge) => edges.map((other) => `${edge}-${other}`)), "middle"].map((name) => [name, ""]),
);
