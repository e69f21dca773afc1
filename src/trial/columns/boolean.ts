/** True and false; the server's text is a letter. */
import { mix } from "../hash.js";
import type { Kind } from "./kind.js";

const [letterT, letterF] = [0x74, 0x66];

export const boolean: Kind = {
  types: ["bool"],
  fold: (hash, value) => (typeof value === "boolean" ? mix(hash, value ? 1 : 0) : NaN),
  text: (value) => (typeof value === "boolean" ? String(value) : undefined),
  parse: (text) => (text === "t" ? true : text === "f" ? false : text),
  foldBytes: (hash, line, start, end) =>
    end !== start + 1 ? NaN : line[start] === letterT ? mix(hash, 1) : line[start] === letterF ? mix(hash, 0) : NaN,
};
