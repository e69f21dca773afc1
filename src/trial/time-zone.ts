/** Which wrong days and instants a time zone makes of right ones. Pure, but for the zone that the process has. */
import type { RowText } from "./digest.js";
import type { Column } from "./pattern.js";

const day = 86_400_000;
const isoDay = /^\d{4}-\d\d-\d\d$/;

const localDay = (date: Date): string =>
  [
    String(date.getFullYear()).padStart(4, "0"),
    String(date.getMonth() + 1).padStart(2, "0"),
    String(date.getDate()).padStart(2, "0"),
  ].join("-");

const utcDay = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** What code that takes a day for an instant in this time zone makes of it. */
function misreadings(text: string): string[] {
  const utc = Date.parse(text);
  const [year = 0, month = 1, date = 1] = text.split("-").map(Number);
  const midnight = new Date(2000, month - 1, date);
  midnight.setFullYear(year, month - 1, date);
  // Midnight that doesn't exist, midnight there that is another day's hour in UTC, and the other way round.
  return [localDay(midnight), utcDay(midnight.getTime()), localDay(new Date(utc))];
}

/** Days that this time zone may have turned into the given one. */
function daysBehind(text: string): string[] {
  const utc = isoDay.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(utc)) return [];
  return [utc - day, utc + day].map(utcDay).filter((other) => misreadings(other).includes(text));
}

/** Instants that this time zone may have turned into the given one: off by its distance from UTC. */
function instantsBehind(text: string): string[] {
  const read = Date.parse(text);
  if (Number.isNaN(read)) return [];
  return [1, -1].flatMap((sign) => {
    const offset = new Date(read).getTimezoneOffset() * 60_000;
    const other = new Date(read + sign * offset);
    return offset === 0 || Number.isNaN(other.getTime()) ? [] : [other.toISOString()];
  });
}

/** All rows of which this time zone may have made the given one; none where it shifts nothing in it. */
export function rowsBehind(row: RowText, columns: readonly Column[]): RowText[] {
  let rows: RowText[] = [row];
  for (const [index, { kind }] of columns.entries()) {
    const text = row[index];
    if (typeof text !== "string" || (kind !== "date" && kind !== "timestamp")) continue;
    const others = kind === "date" ? daysBehind(text) : instantsBehind(text);
    rows = rows.flatMap((each) => [each, ...others.map((other) => each.with(index, other))]);
  }
  return rows.slice(1);
}

/** The time zone of this process, as the IANA's database calls it. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
