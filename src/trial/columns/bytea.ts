/** Bytes: a Buffer or another Uint8Array. */
import { mix } from "../hash.js";
import type { Kind } from "./kind.js";

export const bytea: Kind = {
  types: ["bytea"],
  fold: (hash, value) => {
    if (!(value instanceof Uint8Array)) return NaN;
    let folded = 0x811c9dc5;
    for (const byte of value) folded = Math.imul(folded ^ byte, 0x01000193);
    return mix(mix(hash, folded), value.length);
  },
  text: (value) => (value instanceof Uint8Array ? Buffer.from(value).toString("hex") : undefined),
  // The server's hex format; its older escape format is a setting that ormeter's own connections don't have.
  parse: (text) => (text.startsWith("\\x") ? Buffer.from(text.slice(2), "hex") : undefined),
};
