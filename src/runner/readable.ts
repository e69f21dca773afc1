/** Tables as workers read them: the server's catalog says which columns there are, and this of which kind they are. */
import type { CatalogColumn, Table } from "../engines/engine.js";
import { kindOfType } from "../trial/columns/kinds.js";
import type { OwnSource } from "../trial/client.js";
import type { Column } from "../trial/pattern.js";
import type { ReadableDataSet } from "../trial/protocol.js";

function columnOf({ name, nullable, type, element, isUnchecked, mayBeMissing }: CatalogColumn): Column {
  // A null needn't be one any more: what isn't compared may be anything.
  if (isUnchecked === true) return { name, nullable: false, kind: "unchecked" };
  const missing = mayBeMissing === true && { mayBeMissing };
  return element
    ? { name, nullable, kind: "array", element: kindOfType(element), ...missing }
    : { name, nullable, kind: kindOfType(type), ...missing };
}

/** A table, as a worker is told of it. */
export const readableDataSet = (
  { url, workload, schema, name, part, columns, key, relations, snapshot }: Table,
  own?: OwnSource,
): ReadableDataSet => ({
  url,
  workload,
  schema,
  table: name,
  ...(part !== undefined && { part }),
  columns: columns.map(columnOf),
  key,
  ...(relations && { relations: relations.map((each) => ({ ...each, columns: each.columns.map(columnOf) })) }),
  ...(snapshot !== undefined && { snapshot }),
  ...(own && { own }),
});
