/** When each page of a read began: what a page costs that lies deep in the table, beside one at its beginning. */
import { now } from "../probes/clock.js";
import type { Pattern } from "./pattern.js";

/** Most instants that are kept: of more pages than so many every second one, every fourth, and so on. */
const most = 128;

/** Takes note of pages. */
export interface PageTimes {
  /** Called for each row, before it counts as one of `rows`. */
  readonly row: (rows: number) => void;
  /** Rows before a page, and milliseconds from `start` until its first row was there; by rows. */
  readonly since: (start: number) => [rows: number, milliseconds: number][];
}

/** How many rows a page has that a pattern reads, where it reads in pages and one option says how large. */
export function pageRowsOf({ way, options }: Pattern, given: Readonly<Record<string, number>>): number | undefined {
  const [name, ...others] = Object.keys(options);
  return way === "pages" && name !== undefined && others.length === 0 ? given[name] : undefined;
}

/** Watches the rows of a read in pages of so many. Allocates here, and nothing while it reads. */
export function watchPages(pageRows: number): PageTimes {
  const times = new Float64Array(most);
  let count = 0;
  let every = pageRows;
  let next = 0;
  return {
    row: (rows) => {
      if (rows !== next) return;
      if (count === most) {
        for (let kept = 0; kept < most / 2; kept++) times[kept] = times[2 * kept] ?? NaN;
        count /= 2;
        every *= 2;
      }
      times[count++] = now();
      next += every;
    },
    since: (start) => Array.from(times.subarray(0, count), (time, index) => [index * every, time - start]),
  };
}
