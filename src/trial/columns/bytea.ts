/** Bytes: a Buffer or another Uint8Array. */
import { emptyFold, foldUnit, mixFolded } from "../hash.js";
import type { Kind } from "./kind.js";

/** The server's hex format; its older escape format is a setting that ormeter's own connections don't have. */
const hexFormat = /^\\x((?:[0-9a-f]{2})*)$/;

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
};
