/** Reads dates with times as an ISO DateStyle writes them, from bytes: what a checksum folds allocates nothing. */

const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;
const colon = 0x3a;
const zero = 0x30;

/** The Gregorian calendar repeats after 400 years. */
const calendarCycle = 146_097 * 86_400_000;

const digit = (line: Uint8Array, at: number): number => (line[at] ?? zero) - zero;

function digits(line: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + digit(line, i);
  return value;
}

/**
 * Milliseconds since 1970 of `2026-01-31 23:59:59.123+05:30`; without an offset as if the clock were UTC's. Digits beyond
 * milliseconds don't count, since a Date doesn't keep them. NaN for what is written otherwise: `infinity`, years beyond
 * 9999.
 */
export function instantOf(line: Uint8Array, start: number, end: number): number {
  if (line[start + 4] !== minus || line[start + 7] !== minus || end < start + 19) return NaN;
  // A cycle later and back again, since Date.UTC takes the years up to 99 for those of the 20th century.
  const shifted = Date.UTC(
    digits(line, start, start + 4) + 400,
    digits(line, start + 5, start + 7) - 1,
    digits(line, start + 8, start + 10),
    digits(line, start + 11, start + 13),
    digits(line, start + 14, start + 16),
    digits(line, start + 17, start + 19),
  );
  let at = start + 19;
  let milliseconds = 0;
  if (line[at] === point) {
    for (let weight = 100; ++at < end && line[at] !== plus && line[at] !== minus; weight /= 10) {
      if (weight >= 1) milliseconds += digit(line, at) * weight;
    }
  }
  const east = line[at] !== minus;
  let offset = 0;
  for (let unit = 3_600_000; at < end; at += 3, unit /= 60) {
    if (at > start + 19 && line[at] !== colon && line[at] !== plus && line[at] !== minus) break;
    offset += digits(line, at + 1, at + 3) * unit;
  }
  return shifted - calendarCycle + milliseconds - (east ? offset : -offset);
}

/** {@link instantOf} of text. */
export const instantOfText = (text: string): number => instantOf(Buffer.from(text, "latin1"), 0, text.length);
