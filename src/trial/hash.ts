/**
 * The arithmetic of the checksum: 32-bit hashes of single values, after MurmurHash3 (Austin Appleby) with text folded
 * as in FNV-1a (Fowler, Noll, Vo) first.
 */

const nullMark = 0x6e756c6c;
const misfitMark = 0x6d697366;
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** One step of MurmurHash3 (32 bit). */
export function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const mixed = hash ^ k;
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** Mixes a number, exactly: both words of its double. */
export function mixNumber(hash: number, value: number): number {
  double[0] = value;
  return mix(mix(hash, words[0] ?? 0), words[1] ?? 0);
}

/** What text, or bytes, begin to be folded with. */
export const emptyFold = 0x811c9dc5;

/** Folds one more code unit or byte in. */
export const foldUnit = (folded: number, unit: number): number => Math.imul(folded ^ unit, 0x01000193);

/** Mixes what was folded of `length` units. */
export const mixFolded = (hash: number, folded: number, length: number): number => mix(mix(hash, folded), length);

/** Mixes text by its UTF-16 code units. */
export function mixText(hash: number, text: string): number {
  let folded = emptyFold;
  for (let i = 0; i < text.length; i++) folded = foldUnit(folded, text.charCodeAt(i));
  return mixFolded(hash, folded, text.length);
}

/** Mixes a null. */
export const mixNull = (hash: number): number => mix(hash, nullMark);

/** Mixes what no column of its kind holds. */
export const mixMisfit = (hash: number): number => mix(hash, misfitMark);

/** A calendar day as one number, 20260131 for the last of January. */
export const dayNumber = (year: number, month: number, day: number): number => (year * 100 + month) * 100 + day;
