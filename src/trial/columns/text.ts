/** Text of any type, and what drivers leave text: enums by their labels, times of day, network addresses, XML. */
import { emptyFold, foldUnit, mixFolded, mixText } from "../hash.js";
import { unescapeCopy } from "./copy-escapes.js";
import type { Kind } from "./kind.js";

const backslash = 0x5c;

export const text: Kind = {
  types: [
    "text",
    "varchar",
    "bpchar",
    "name",
    "citext",
    "time",
    "timetz",
    "inet",
    "cidr",
    "macaddr",
    "macaddr8",
    "xml",
  ],
  fold: (hash, value) => (typeof value === "string" ? mixText(hash, value) : NaN),
  text: (value) => (typeof value === "string" ? value : undefined),
  // Plain ASCII byte by byte, as mixText does; anything else is decoded first.
  foldBytes: (hash, line, start, end) => {
    let folded = emptyFold;
    for (let i = start; i < end; i++) {
      const byte = line[i] ?? 0;
      if (byte >= 0x80 || byte === backslash) return mixText(hash, unescapeCopy(line.toString("utf8", start, end)));
      folded = foldUnit(folded, byte);
    }
    return mixFolded(hash, folded, end - start);
  },
};
