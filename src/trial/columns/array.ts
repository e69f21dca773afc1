/** Arrays of any other kind, also in several dimensions, with nulls in them. */
import { mix, mixNull } from "../hash.js";
import type { Column, Kind } from "./kind.js";

/** The column that an element would be. */
const elementOf = (column: Column): Column => ({ ...column, kind: column.element ?? "other", nullable: true });

/**
 * Reads the server's text of an array: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 *
 * @returns undefined for what isn't one.
 */
function parseArray(text: string, parseElement: (text: string) => unknown): unknown[] | undefined {
  // Bounds that don't begin at 1 stand before it: [0:2]={1,2,3}.
  const opening = /^(?:\[[^\]]*\])*=?\{/.exec(text);
  if (!opening) return undefined;
  const root: unknown[] = [];
  const open = [root];
  const token = /"((?:[^"\\]|\\.)*)"|([^",{}]+)|[{},]/gsy;
  token.lastIndex = opening[0].length;
  for (let found; (found = token.exec(text));) {
    const [symbol, quoted, bare] = found;
    const items = open.at(-1);
    if (!items) return undefined;
    if (quoted !== undefined) items.push(parseElement(quoted.replace(/\\(.)/gs, "$1")));
    else if (bare !== undefined) items.push(bare === "NULL" ? null : parseElement(bare));
    else if (symbol === "{") {
      const inner: unknown[] = [];
      items.push(inner);
      open.push(inner);
    } else if (symbol === "}") {
      open.pop();
      if (open.length === 0) return token.lastIndex === text.length ? root : undefined;
    }
  }
  return undefined;
}

/** The kind of arrays of the kinds that there are. */
export function arrayOf(kinds: Readonly<Record<string, Kind>>): Kind {
  const kindOf = (column: Column): Kind | undefined => kinds[column.kind];
  const fold = (hash: number, values: readonly unknown[], element: Column, kind: Kind): number => {
    let next = hash;
    for (const value of values) {
      next =
        value === null
          ? mixNull(next)
          : Array.isArray(value)
            ? fold(next, value, element, kind)
            : kind.fold(next, value, element);
      if (Number.isNaN(next)) return NaN;
    }
    return mix(next, values.length);
  };
  const textOf = (values: readonly unknown[], element: Column, kind: Kind): unknown[] | undefined => {
    const texts = values.map((value) =>
      value === null ? null : Array.isArray(value) ? textOf(value, element, kind) : kind.text(value, element),
    );
    return texts.includes(undefined) ? undefined : texts;
  };
  const parse = (text: string, column: Column): unknown[] | undefined => {
    const element = elementOf(column);
    const kind = kindOf(element);
    return parseArray(text, (item) => (kind?.parse ? kind.parse(item, element) : item));
  };
  /** Drivers leave arrays of types that a database has of its own, enums for one, as the server's text. */
  const itemsOf = (value: unknown, column: Column): readonly unknown[] | undefined =>
    Array.isArray(value) ? value : typeof value === "string" ? parse(value, column) : undefined;
  return {
    types: [],
    fold: (hash, value, column) => {
      const element = elementOf(column);
      const kind = kindOf(element);
      const items = itemsOf(value, column);
      return kind && items ? fold(hash, items, element, kind) : NaN;
    },
    text: (value, column) => {
      const element = elementOf(column);
      const kind = kindOf(element);
      const items = itemsOf(value, column);
      const texts = kind && items && textOf(items, element, kind);
      return texts && JSON.stringify(texts);
    },
    parse,
  };
}
