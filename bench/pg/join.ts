import type { Pool } from "pg";
import { columnKeys, definePattern, type Relation } from "ormeter";

type Row = Record<string, unknown>;

/** The columns of a join: the root's as they are called, the related rows' behind the relation's name. */
export const joinedColumns = (columns: readonly { readonly name: string }[], { name, columns: related }: Relation) =>
  [
    ...columns.map((column) => `root."${column.name}"`),
    ...related.map((column) => `related."${column.name}" AS "${name}.${column.name}"`),
  ].join(", ");

/** Of a join's rows, which come root by root, a tree each. */
export function* treesOf(rows: Iterable<Row>, columns: readonly string[], key: readonly string[], relation: Relation) {
  const { name, holds } = relation;
  const relatedColumns = relation.columns.map((column) => [column.name, `${name}.${column.name}`] as const);
  const relatedKey = relation.key.map((column) => `${name}.${column}`);
  let root: Row | undefined;
  for (const row of rows) {
    const known = root;
    if (!known || key.some((column) => row[column] !== known[column])) {
      if (known) yield known;
      root = Object.fromEntries(columns.map((column) => [column, row[column]]));
      root[name] = holds === "many" ? [] : null;
    }
    if (!root || relatedKey.some((column) => row[column] === null)) continue;
    const related = Object.fromEntries(relatedColumns.map(([column, joined]) => [column, row[joined]]));
    if (holds === "many") (root[name] as Row[]).push(related);
    else root[name] = related;
  }
  if (root) yield root;
}

export default definePattern<Pool>()({
  name: "join",
  does: "One SELECT with a LEFT JOIN ordered by the root's key; the driver buffers it, and its rows are put together into trees.",
  yields: "raw",
  way: "join",
  memory: "linear",
  access: columnKeys,
  relations: ["many", "one"],
  needsKey: true,
  options: {},
  async read({ source: pool, workload: { table, key, columns, relations }, consume }) {
    const [relation, ...others] = relations;
    if (!relation || others.length > 0) throw new Error("One relation can be joined.");
    const { rows } = await pool.query<Row>(
      `SELECT ${joinedColumns(columns, relation)} FROM ${table} AS root
       LEFT JOIN ${relation.table} AS related ON related."${relation.on.related}" = root."${relation.on.root}"
       ORDER BY ${key.map((column) => `root."${column}"`).join(", ")}`,
    );
    const names = columns.map(({ name }) => name);
    const trees = [...treesOf(rows, names, key, relation)];
    for (const tree of trees) consume(tree);
    return trees;
  },
});
