/**
 * What a kind of column is: how its values are folded into a checksum, whatever a driver or an ORM makes of them, and
 * what text stands for them. One file a kind; kinds.ts lists them.
 */

/** A column, as far as its kind needs to know it. */
export interface Column {
  readonly kind: string;
  readonly nullable: boolean;
  /** Of an array: what its elements are. */
  readonly element?: string;
  /** Which midnight a Date stands for. */
  readonly midnight?: "local" | "utc";
}

/** A kind of column. */
export interface Kind {
  /** PostgreSQL's types that are of this kind, as pg_type.typname has them. */
  readonly types: readonly string[];
  /**
   * Mixes a value into a row's hash; equal values get equal hashes in whatever representation they come. Runs in the
   * measured window, so it allocates nothing for the representations that drivers usually give.
   *
   * @returns NaN for what no such column holds.
   */
  readonly fold: (hash: number, value: unknown, column: Column) => number;
  /** The canonical text: equal for equal values, and for no others. Undefined for what no such column holds. */
  readonly text: (value: unknown, column: Column) => string | undefined;
  /**
   * The value of the server's own text, where `fold` doesn't take the text as it is.
   *
   * @returns undefined for what is no text of the kind.
   */
  readonly parse?: (text: string, column: Column) => unknown;
  /**
   * Mixes a field of COPY's text straight from its bytes, its escapes in them, where that is worth it; otherwise its text
   * is folded. Gives what `fold` gives for the same value.
   */
  readonly foldBytes?: FoldBytes;
}

/** Mixes what stands from `start` up to `end` in `line`; NaN for what no such column holds. */
export type FoldBytes = (hash: number, line: Buffer, start: number, end: number) => number;

/** Folds by the canonical text: for kinds that are rare, or small, enough for a text a value. */
export const foldText =
  (text: Kind["text"], mixText: (hash: number, text: string) => number): Kind["fold"] =>
  (hash, value, column) => {
    const canonical = text(value, column);
    return canonical === undefined ? NaN : mixText(hash, canonical);
  };

/** Where short text is put as bytes; what folds them is done with them before the next text comes. */
const scratch = Buffer.alloc(128);

/** Folds text by what folds its bytes, without allocating: one reader for both. NaN for what isn't ASCII. */
export function foldAscii(hash: number, text: string, foldBytes: FoldBytes): number {
  const { length } = text;
  const bytes = length <= scratch.length ? scratch : Buffer.alloc(length);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return NaN;
    bytes[i] = code;
  }
  return foldBytes(hash, bytes, 0, length);
}
