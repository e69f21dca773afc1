/** Reads days and times as an ISO DateStyle writes them, from bytes: what a checksum folds allocates nothing. */

const space = 0x20;
const plus = 0x2b;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const colon = 0x3a;
const [letterB, letterC, letterT, letterZ] = [0x42, 0x43, 0x54, 0x5a];

/** The Gregorian calendar repeats after 400 years. */
const calendarCycle = 146_097 * 86_400_000;

/** Digits from `start` up to `end`; NaN where there is anything else. */
export function digits(line: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = (line[i] ?? 0) - zero;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Where the year that begins at `start` ends: behind four digits, or more; -1 where none does. */
export function yearEnd(line: Uint8Array, start: number): number {
  if (line[start + 4] === minus) return start + 4;
  for (let at = start + 5; at < start + 8; at++) if (line[at] === minus) return at;
  return -1;
}

/** Whether ` BC` ends there. */
export const isBeforeChrist = (line: Uint8Array, start: number, end: number): boolean =>
  end - start > 3 && line[end - 1] === letterC && line[end - 2] === letterB && line[end - 3] === space;

/** Milliseconds since 1970 in UTC, for years that Date.UTC takes for others or doesn't take: 1 BC is the year 0. */
export function utcTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  millisecond: number,
): number {
  const cycles = Math.floor(year / 400) - 5;
  return Date.UTC(year - cycles * 400, month - 1, day, hour, minute, second, millisecond) + cycles * calendarCycle;
}

/**
 * Milliseconds since 1970 of `2026-01-31 23:59:59.123+05:30`; without an offset as if the clock were UTC's. Digits beyond
 * milliseconds don't count, since a Date doesn't keep them.
 *
 * @param zoned whether there must be an offset, or must be none.
 * @returns NaN for what is written otherwise.
 */
export function instantOf(line: Uint8Array, start: number, fullEnd: number, zoned: boolean): number {
  const beforeChrist = isBeforeChrist(line, start, fullEnd);
  const end = beforeChrist ? fullEnd - 3 : fullEnd;
  const month = yearEnd(line, start) + 1;
  if (month === 0 || end < month + 14) return NaN;
  const between = line[month + 5];
  if (line[month + 2] !== minus || (between !== space && between !== letterT)) return NaN;
  if (line[month + 8] !== colon || line[month + 11] !== colon) return NaN;
  let at = month + 14;
  let milliseconds = 0;
  if (line[at] === point) {
    for (let weight = 100; ++at < end; weight /= 10) {
      const digit = (line[at] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
      if (weight >= 1) milliseconds += digit * weight;
    }
  }
  const offset = at === end ? NaN : offsetOf(line, at, end);
  if (zoned === Number.isNaN(offset) || (at < end && !zoned)) return NaN;
  const year = digits(line, start, month - 1);
  const local = utcTime(
    beforeChrist ? 1 - year : year,
    digits(line, month, month + 2),
    digits(line, month + 3, month + 5),
    digits(line, month + 6, month + 8),
    digits(line, month + 9, month + 11),
    digits(line, month + 12, month + 14),
    milliseconds,
  );
  return zoned ? local - offset : local;
}

/** Milliseconds of `Z`, `+05`, `-03:30` or `+00:19:32`; NaN for anything else. */
function offsetOf(line: Uint8Array, start: number, end: number): number {
  if (line[start] === letterZ && end === start + 1) return 0;
  const isEast = line[start] === plus;
  if (!isEast && line[start] !== minus) return NaN;
  let offset = 0;
  let at = start;
  for (let unit = 3_600_000; at < end && unit >= 1000; at += 3, unit /= 60) {
    if (at > start && line[at] !== colon) return NaN;
    offset += digits(line, at + 1, at + 3) * unit;
  }
  return at === end ? (isEast ? offset : -offset) : NaN;
}
