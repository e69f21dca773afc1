/** UUIDs, in whatever case they are written. */
import { emptyFold, foldUnit, mixFolded } from "../hash.js";
import { foldAscii, type FoldBytes, type Kind } from "./kind.js";

const length = 36;
const minus = 0x2d;
const letterA = 0x41;
/** What a capital letter lacks to be a small one. */
const lowerCase = 0x20;

const isHyphenAt = (place: number): boolean => place === 8 || place === 13 || place === 18 || place === 23;
const isHexDigit = (byte: number): boolean => (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);

const foldBytes: FoldBytes = (hash, line, start, end) => {
  if (end - start !== length) return NaN;
  let folded = emptyFold;
  for (let place = 0; place < length; place++) {
    const given = line[start + place] ?? 0;
    const byte = given >= letterA ? given | lowerCase : given;
    if (isHyphenAt(place) ? byte !== minus : !isHexDigit(byte)) return NaN;
    folded = foldUnit(folded, byte);
  }
  return mixFolded(hash, folded, length);
};

const fold = (hash: number, value: unknown): number =>
  typeof value === "string" ? foldAscii(hash, value, foldBytes) : NaN;

export const uuid: Kind = {
  types: ["uuid"],
  fold,
  text: (value) => (Number.isNaN(fold(0, value)) ? undefined : (value as string).toLowerCase()),
  foldBytes,
};
