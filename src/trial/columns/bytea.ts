/** Bytes: a Buffer or another Uint8Array. */
import { emptyFold, foldUnit, mixFolded } from "../hash.js";
import type { Kind } from "./kind.js";

/** The server's hex format; its older escape format is a setting that ormeter's own connections don't have. */
const hexFormat = /^\\x((?:[0-9a-f]{2})*)$/;

const backslash = 0x5c;
const letterX = 0x78;

/** The value of a hexadecimal digit in lower case; NaN for what is none. */
function hexDigit(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : NaN;
}

export const bytea: Kind = {
  types: ["bytea"],
  fold: (hash, value) => {
    if (!(value instanceof Uint8Array)) return NaN;
    let folded = emptyFold;
    for (const byte of value) folded = foldUnit(folded, byte);
    return mixFolded(hash, folded, value.length);
  },
  text: (value) => (value instanceof Uint8Array ? Buffer.from(value).toString("hex") : undefined),
  parse: (text) => {
    const hex = hexFormat.exec(text)?.[1];
    return hex === undefined ? undefined : Buffer.from(hex, "hex");
  },
  foldBytes: (hash, line, start, end) => {
    // COPY writes the backslash before the x as two.
    if (line[start] !== backslash || line[start + 1] !== backslash || line[start + 2] !== letterX) return NaN;
    const from = start + 3;
    let folded = emptyFold;
    for (let at = from; at < end; at += 2) {
      const byte = hexDigit(line[at]) * 16 + (at + 1 < end ? hexDigit(line[at + 1]) : NaN);
      if (Number.isNaN(byte)) return NaN;
      folded = foldUnit(folded, byte);
    }
    return mixFolded(hash, folded, (end - from) / 2);
  },
};
