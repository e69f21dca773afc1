/** Tables as workers read them: the server's catalog says which columns there are, and this of which kind they are. */
import type { CatalogColumn, Table } from "../engines/engine.js";
import { kindOfType } from "../trial/columns/kinds.js";
import type { Column } from "../trial/pattern.js";
import type { ReadableDataSet } from "../trial/protocol.js";

const columnOf = ({ name, nullable, type, element }: CatalogColumn): Column =>
  element
    ? { name, nullable, kind: "array", element: kindOfType(element) }
    : { name, nullable, kind: kindOfType(type) };

/** A table, as a worker is told of it. */
export const readableDataSet = ({ url, workload, schema, name, columns, key }: Table): ReadableDataSet => ({
  url,
  workload,
  schema,
  table: name,
  columns: columns.map(columnOf),
  key,
});
