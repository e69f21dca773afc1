/** All kinds of columns. A new one is a file here and its line in this list. */
import { arrayOf } from "./array.js";
import { boolean } from "./boolean.js";
import { bytea } from "./bytea.js";
import { date } from "./date.js";
import { decimal } from "./decimal.js";
import { enumeration } from "./enum.js";
import { float } from "./float.js";
import { integer } from "./integer.js";
import { interval } from "./interval.js";
import { json } from "./json.js";
import type { Kind } from "./kind.js";
import { other } from "./other.js";
import { text } from "./text.js";
import { localTimestamp, timestamp } from "./timestamp.js";
import { unchecked } from "./unchecked.js";
import { uuid } from "./uuid.js";

const scalars = {
  integer,
  decimal,
  float,
  text,
  enum: enumeration,
  boolean,
  date,
  timestamp,
  "local-timestamp": localTimestamp,
  interval,
  uuid,
  json,
  bytea,
  other,
  unchecked,
} as const satisfies Readonly<Record<string, Kind>>;

export const kinds = { ...scalars, array: arrayOf(scalars) } as const;

/** What a column holds, whatever a driver or an ORM makes of it. */
export type ColumnKind = keyof typeof kinds;

/** The kinds that aren't made of others. */
export type ScalarKind = keyof typeof scalars;

/** The kind of a type, by its name in the server's catalog. */
export function kindOfType({ name, isEnum }: { readonly name: string; readonly isEnum: boolean }): ScalarKind {
  if (isEnum) return "enum";
  for (const [kind, { types }] of Object.entries(scalars)) {
    if (types.includes(name)) return kind as ScalarKind;
  }
  return "other";
}
