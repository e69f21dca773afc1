/** Arrays of any other kind, also in several dimensions, with nulls in them. */
import { mix, mixNull } from "../hash.js";
import type { Column } from "../pattern.js";
import type { Kind } from "./kind.js";

/** The column that an element would be. */
const elementOf = (column: Column): Column => ({ ...column, kind: column.element ?? "other", nullable: true });

/**
 * Reads the server's text of an array: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 *
 * @returns undefined for what isn't one.
 */
function parseArray(text: string, parseElement: (text: string) => unknown): unknown[] | undefined {
  // Bounds that don't begin at 1 stand before it: [0:2]={1,2,3}.
  let at = text.indexOf("{");
  const read = (): unknown[] | undefined => {
    const items: unknown[] = [];
    at++;
    if (text[at] === "}") {
      at++;
      return items;
    }
    for (;;) {
      if (text[at] === "{") items.push(read());
      else if (text[at] === '"') {
        let item = "";
        for (at++; text[at] !== '"'; at++) {
          if (at >= text.length) return undefined;
          if (text[at] === "\\") at++;
          item += text[at] ?? "";
        }
        at++;
        items.push(parseElement(item));
      } else {
        const end = /[,}]/.exec(text.slice(at))?.index;
        if (end === undefined) return undefined;
        const item = text.slice(at, at + end);
        at += end;
        items.push(item === "NULL" ? null : parseElement(item));
      }
      if (text[at++] === "}") return items;
    }
  };
  return at === -1 ? undefined : read();
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
  return {
    types: [],
    fold: (hash, value, column) => {
      const element = elementOf(column);
      const kind = kindOf(element);
      return kind && Array.isArray(value) ? fold(hash, value, element, kind) : NaN;
    },
    text: (value, column) => {
      const element = elementOf(column);
      const kind = kindOf(element);
      const texts = kind && Array.isArray(value) ? textOf(value, element, kind) : undefined;
      return texts && JSON.stringify(texts);
    },
    parse: (text, column) => {
      const element = elementOf(column);
      const kind = kindOf(element);
      return parseArray(text, (item) => (kind?.parse ? kind.parse(item, element) : item));
    },
  };
}
