/** What a table's columns are, by the server's own catalog. */
import type { ClientBase } from "pg";
import type { CatalogColumn, Table } from "../engine.js";

/**
 * A column and its type with domains resolved to what they are made of; of an array also what it is of. Not of what only
 * looks like one in the catalog (int2vector), nor of boxes, which are written with semicolons between them: no others are.
 */
interface CatalogRow {
  readonly name: string;
  readonly nullable: boolean;
  readonly type: string;
  readonly type_kind: string;
  readonly element: string | null;
  readonly element_kind: string | null;
}

/** Types by oid with domains resolved: `type`, of which each row says in `given` which type it stands for. */
const types = `WITH RECURSIVE base AS (
       SELECT oid, oid AS given, typarray AS array_of, typbasetype, typtype, typname, typdelim FROM pg_catalog.pg_type
       UNION ALL
       SELECT next.oid, base.given, base.array_of, next.typbasetype, next.typtype, next.typname, next.typdelim
       FROM base JOIN pg_catalog.pg_type AS next ON next.oid = base.typbasetype WHERE base.typtype = 'd'
     ), type AS (SELECT * FROM base WHERE typtype <> 'd')`;

const columnOf = (row: CatalogRow): CatalogColumn => {
  const { name, nullable } = row;
  const type = { name: row.type, isEnum: row.type_kind === "e" };
  if (row.element === null) return { name, nullable, type };
  return { name, nullable, type, element: { name: row.element, isEnum: row.element_kind === "e" } };
};

/**
 * The columns that a FROM item gives; any of them may be null, since the server doesn't say of a query's.
 *
 * @throws the server's error where it can't be read
 */
export async function shapeOfQuery(client: ClientBase, from: string): Promise<CatalogColumn[]> {
  const { fields } = await client.query(`SELECT * FROM ${from} LIMIT 0`);
  const { rows } = await client.query<CatalogRow>(
    `${types}
     SELECT field.name, true AS nullable, own.typname AS type, own.typtype AS type_kind,
            element.typname AS element, element.typtype AS element_kind
     FROM unnest($1::text[], $2::oid[]) WITH ORDINALITY AS field (name, type, place)
          JOIN type AS own ON own.given = field.type
          LEFT JOIN type AS element ON element.array_of = own.oid AND element.typdelim = ','
     ORDER BY place`,
    [fields.map(({ name }) => name), fields.map(({ dataTypeID }) => dataTypeID)],
  );
  return rows.map(columnOf);
}

/**
 * Reads the shape of `table`; nothing for a table that isn't there.
 *
 * @param table its full name, quoted.
 */
export async function shapeOfTable(client: ClientBase, table: string): Promise<Pick<Table, "columns" | "key">> {
  const { rows } = await client.query<CatalogRow>(
    `${types}
     SELECT attname AS name, NOT attnotnull AS nullable, own.typname AS type, own.typtype AS type_kind,
            element.typname AS element, element.typtype AS element_kind
     FROM pg_catalog.pg_attribute JOIN type AS own ON own.given = atttypid
          LEFT JOIN type AS element ON element.array_of = own.oid AND element.typdelim = ','
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  const { rows: key } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_catalog.pg_index CROSS JOIN unnest(indkey::int2[]) WITH ORDINALITY AS part (attnum, place)
       JOIN pg_catalog.pg_attribute ON attrelid = indrelid AND pg_attribute.attnum = part.attnum
     WHERE indrelid = to_regclass($1) AND indisprimary ORDER BY place`,
    [table],
  );
  return { columns: rows.map(columnOf), key: key.map(({ name }) => name) };
}
