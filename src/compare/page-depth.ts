/** What a page costs by how deep it lies: of reads in pages, from when each of their pages began. Pure. */
import { median } from "simple-statistics";
import type { BenchCase, Result } from "../results/schema.js";
import { robustLine, type StraightLine } from "../stats/robust-line.js";

/** What pages of a read took. */
export interface PageCurve {
  readonly case: BenchCase;
  readonly pageRows: number;
  /** Whether the server walks past all rows before a page, as its statements say: OFFSET. */
  readonly byOffset: boolean;
  /** Rows before a page, and ms until it was there: the median of the trials. From the second page on, since the first one makes a plan. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly line: StraightLine;
}

/** Fewest points that make a curve. */
const fewestPoints = 8;

/** The curves of those cases that have one. */
export function pageCurves(result: Result, cases: readonly BenchCase[]): PageCurve[] {
  return cases.flatMap((benchCase) => {
    const [pageRows, ...others] = Object.values(benchCase.options);
    const trials = result.trials.flatMap(({ case: id, outcome }) =>
      id === benchCase.id && outcome.kind === "completed" && outcome.pages ? [outcome] : [],
    );
    const [first] = trials;
    if (pageRows === undefined || others.length > 0 || !first) return [];
    const times = new Map<number, number[]>();
    for (const { pages = [] } of trials) {
      for (const [index, [rows, at]] of pages.entries()) {
        const before = pages[index - 1];
        if (!before) continue;
        const each = (at - before[1]) / ((rows - before[0]) / pageRows);
        times.set(rows, [...(times.get(rows) ?? []), each]);
      }
    }
    const points = [...times].map(([x, values]) => ({ x, y: median(values) })).sort((a, b) => a.x - b.x);
    const line = points.length >= fewestPoints ? robustLine(points) : undefined;
    const { statements } = first;
    const byOffset = !("absent" in statements) && statements.some(({ text }) => /\bOFFSET\b/i.test(text));
    return line ? [{ case: benchCase, pageRows, byOffset, points, line }] : [];
  });
}

/** From which page on the one takes longer than the other. */
export type Crossing =
  | { readonly kind: "at"; readonly page: number }
  /** Not within the rows that were read. */
  | { readonly kind: "never" };

/**
 * Where pages by offset become dearer than pages of as many rows behind a key: where the two lines cross.
 *
 * @param rows that were read
 */
export function crossing(offset: PageCurve, keyset: PageCurve, rows: number): Crossing {
  const rises = offset.line.slope - keyset.line.slope;
  const ahead = keyset.line.start - offset.line.start;
  // Where its line is above from the beginning, from the first page on.
  const depth = ahead <= 0 && rises >= 0 ? 0 : rises > 0 ? ahead / rises : Infinity;
  return depth < rows ? { kind: "at", page: Math.floor(depth / offset.pageRows) + 1 } : { kind: "never" };
}

/** Pages by offset, each with pages of as many rows by the same ORM behind a key. */
export function depthPairs(curves: readonly PageCurve[]): { readonly offset: PageCurve; readonly keyset: PageCurve }[] {
  const folder = ({ case: { pattern } }: PageCurve) => pattern.slice(0, pattern.indexOf("/"));
  return curves
    .filter(({ byOffset }) => byOffset)
    .flatMap((offset) => {
      const keyset = curves.find(
        (each) => !each.byOffset && each.pageRows === offset.pageRows && folder(each) === folder(offset),
      );
      return keyset ? [{ offset, keyset }] : [];
    });
}
