/**
 * Reads the lines of COPY's text format (https://www.postgresql.org/docs/current/sql-copy.html): as hashes, straight
 * from the bytes so that the floor of the wire stays the floor, and as values, for the full digest.
 */
import { unescapeCopy } from "./columns/copy-escapes.js";
import type { Kind } from "./columns/kind.js";
import { kinds } from "./columns/kinds.js";
import { mixMisfit, mixNull } from "./hash.js";
import type { Column } from "./pattern.js";

const tab = 0x09;
const lineFeed = 0x0a;
const backslash = 0x5c;
const letterN = 0x4e;

/** The lines of a stream of bytes, without their line feeds, as many at a time as have come. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Buffer[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const lines: Buffer[] = [];
    let start = 0;
    for (let end; (end = bytes.indexOf(lineFeed, start)) !== -1; start = end + 1)
      lines.push(bytes.subarray(start, end));
    rest = bytes.subarray(start);
    if (lines.length > 0) yield lines;
  }
}

/** A column with what its kind does; looked up once, and not for each field. */
interface Step {
  readonly column: Column;
  readonly kind: Kind;
}

const stepOf = (column: Column): Step => ({ column, kind: kinds[column.kind] });

/** A field as a value: null, or what its kind makes of the server's text. */
function valueOf({ column, kind: { parse } }: Step, line: Buffer, start: number, end: number): unknown {
  if (isNull(line, start, end)) return null;
  const text = unescapeCopy(line.toString("utf8", start, end));
  return parse ? parse(text, column) : text;
}

/** Mixes a field into a row's hash; NaN for what no such column holds. */
function foldField(hash: number, step: Step, line: Buffer, start: number, end: number): number {
  const { column, kind } = step;
  const { foldBytes, fold } = kind;
  const absent = isNull(line, start, end);
  if (foldBytes && !absent) return foldBytes(hash, line, start, end);
  const value = absent ? null : valueOf(step, line, start, end);
  return value === null && column.nullable ? mixNull(hash) : fold(hash, value, column);
}

const isNull = (line: Buffer, start: number, end: number): boolean =>
  end - start === 2 && line[start] === backslash && line[start + 1] === letterN;

/** Calls `field` for every column of a line; false when the line isn't one, or has more or fewer fields. */
function eachField(line: unknown, count: number, field: (index: number, start: number, end: number) => void): boolean {
  if (!Buffer.isBuffer(line)) return false;
  let start = 0;
  for (let index = 0; index < count; index++) {
    const next = line.indexOf(tab, start);
    const end = next === -1 ? line.length : next;
    if ((next === -1) !== (index === count - 1)) return false;
    field(index, start, end);
    start = end + 1;
  }
  return true;
}

/**
 * A function from a line to its row's hash, equal to the hash of the same row as an object.
 *
 * @param note is told of what a column can't hold; of the first column and the whole line where the line has other
 *   columns.
 */
export function copyTextFolds(
  columns: readonly Column[],
  note: (line: unknown, column: Column, received: unknown) => void,
): (line: unknown) => number {
  const [first] = columns;
  const steps = columns.map(stepOf);
  let hash = 0;
  let bytes: Buffer;
  const field = (index: number, start: number, end: number) => {
    const step = steps[index];
    if (!step) return;
    const next = foldField(hash, step, bytes, start, end);
    if (Number.isNaN(next)) {
      const absent = isNull(bytes, start, end);
      note(bytes, step.column, absent ? null : unescapeCopy(bytes.toString("utf8", start, end)));
      hash = mixMisfit(hash);
    } else hash = next;
  };
  return (line) => {
    hash = 0;
    bytes = line as Buffer;
    if (eachField(line, columns.length, field)) return hash;
    if (first) note(line, first, Buffer.isBuffer(line) ? line.toString() : line);
    return mixMisfit(hash);
  };
}

/** A function from a line to its values, in the columns' order. What the line doesn't have is missing. */
export function copyTextValues(columns: readonly Column[]): (line: unknown) => unknown[] {
  const steps = columns.map(stepOf);
  return (line) => {
    const row: unknown[] = [];
    eachField(line, columns.length, (index, start, end) => {
      const step = steps[index];
      if (step) row.push(valueOf(step, line as Buffer, start, end));
    });
    return row;
  };
}
