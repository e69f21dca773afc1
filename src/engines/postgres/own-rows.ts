/**
 * Rows that are there already, and the user's: a table's, a view's or a query's. Nothing is made, nothing is changed: they
 * are looked at in read-only transactions.
 */
import leven from "leven";
import type { ClientBase } from "pg";
import { UsageError } from "../../errors.js";
import type { Alike, CatalogColumn, OwnRelation, OwnRows, OwnRowsLooking, QueryRoots, Table } from "../engine.js";
import { alikeRows, differentRows, quoted } from "./alike-rows.js";
import { shapeOfTable } from "./catalog.js";
import { databaseError } from "./connecting/database-error.js";
import { asking, inTransaction } from "./connecting/transaction.js";
import { hashSum, hexOfSum } from "./hash-sum.js";
import { queryError, relationOfQuery } from "./own-query.js";
import { marked, type Looking, type OwnTable, type Relation } from "./own-relation.js";

/**
 * Looks at the user's rows.
 *
 * @param url where workers find them; holds a password
 * @throws UsageError where they aren't there, may not be read, are none, or can't be sampled
 */
export async function ownRows(
  client: ClientBase,
  url: string,
  wanted: OwnRelation,
  { smallRows, values, snapshot }: OwnRowsLooking,
): Promise<OwnRows> {
  const { workload } = wanted;
  const looking: Looking = { client, values, mode: snapshot === undefined ? "READ ONLY" : { begin: snapshot } };
  const relation =
    wanted.kind === "table" ? await relationOfTable(client, wanted) : await relationOfQuery(looking, wanted);
  const sample = wanted.sample ?? (relation.key.length > 0 ? wanted.sampleIfKeyed : undefined);
  if (sample !== undefined && relation.key.length === 0) {
    if (relation.query) {
      throw new UsageError(
        `--sample reads the first rows by key, and the rows of ${relation.shown} have none: give the query itself a LIMIT.`,
      );
    }
    throw new UsageError(
      `--sample reads the first rows by key, and ${relation.shown} has no key: read all of it, or name the key's columns.`,
    );
  }
  const { schema, columns, key } = relation;
  const shape = { url, workload, schema, columns, key, ...(snapshot !== undefined && { snapshot }) };
  // All of a table that is too big to be read isn't counted either.
  const sampled = sample !== undefined && (await hasMore(looking, relation, sample)) ? sample : undefined;
  const part = partOf(relation, sampled);
  const { rows, digest: found, horizon } = await digest(looking, relation, part.name);
  if (rows === 0) {
    const under = relation.where === undefined ? "" : ` under ${relation.where}`;
    throw new UsageError(
      `${relation.query?.file ?? relation.shown} has no rows${under}, as this role sees it: there is nothing to measure.`,
    );
  }
  const measured: Table = { ...shape, ...part };
  const small: Table = rows <= smallRows ? measured : { ...shape, ...partOf(relation, smallRows) };
  return {
    measured,
    small,
    smallRows: Math.min(rows, smallRows),
    alike: await countAlike(looking, relation, rows, part.name),
    dataSet: {
      name: workload,
      version: 1,
      schema: relation.schema,
      rows,
      digest: found,
      bytes: relation.bytes,
      own: {
        kind: relation.kind,
        relation: relation.shown,
        ...(sampled !== undefined && { sample: sampled }),
        ...(relation.where !== undefined && { where: relation.where }),
        unchecked: [...relation.unchecked],
        values: values.kind,
        ...(snapshot !== undefined && { inSnapshot: true }),
        ...(relation.rowSecurity && { rowSecurity: true }),
      },
    },
    changes: async () => {
      if (snapshot !== undefined) return undefined;
      const now = await digest(looking, relation, part.name);
      if (now.rows === rows && now.digest === found) return undefined;
      const what =
        now.rows === rows
          ? `Rows of ${relation.shown} changed while they were read`
          : `${relation.shown} had ${String(rows)} rows when the run began, and ${String(now.rows)} at its end`;
      return `${what} (the server's xmin horizon went from ${horizon} to ${now.horizon}).`;
    },
  };
}

/** Whether there are more rows than a sample takes. */
async function hasMore(looking: Looking, relation: Relation, sample: number): Promise<boolean> {
  const { name } = partOf(relation, sample + 1);
  const [found] = await lookAt(looking, relation, `SELECT count(*) AS rows FROM ${name}`);
  return Number(found?.["rows"]) > sample;
}

/** Asks for something about the rows, in a transaction of its own. */
async function lookAt(
  { client, mode, values }: Looking,
  { shown, query }: Pick<Relation, "shown" | "query">,
  sql: string,
) {
  try {
    return await inTransaction(client, async () => (await asking(client)(sql)).rows, mode);
  } catch (error) {
    throw query ? queryError(query, error, values) : unreadable(shown, error, values);
  }
}

/** What the server says when it can't give the rows: it may quote one of them. */
function unreadable(shown: string, error: unknown, values: OwnRowsLooking["values"]): Error {
  const { code } = error as { readonly code?: string };
  const said = Object.assign(new Error(values.words(error as Error)), { code });
  const found = databaseError(`look at the rows of ${shown}`, said);
  // What the server refuses for the sake of the rows, whoever reads them would be refused, too.
  return found instanceof UsageError || !/^(22|23|P0|38|39)/.test(code ?? "")
    ? found
    : new UsageError(`${shown} can't be read to its end: ${said.message}`, { cause: said });
}

/** What stands behind FROM for all rows, or for the first so many. */
function partOf(relation: Relation, limit: number | undefined): Pick<Table, "name" | "part"> {
  const { from, where, columns, isKeySure, key, whole, query } = relation;
  if (query?.roots && limit !== undefined) return partByRoots(query.roots, from, key, limit);
  if (whole && where === undefined && limit === undefined) return { name: from };
  const condition = where === undefined ? "" : ` WHERE ${where}`;
  const order = [...key.map(quoted), ...(isKeySure ? [] : ["own::text"])].join(", ");
  const end = limit === undefined ? "" : ` ORDER BY ${order} LIMIT ${String(limit)}`;
  const list = columns.map(({ name }) => quoted(name)).join(", ");
  const rows = (selected: string) => `(SELECT ${selected} FROM ${from}${alias(from)}${condition}${end})`;
  return { name: `${rows(list)} AS own`, ...(limit !== undefined && { part: rows("*") }) };
}

/** A query of the first roots alone, so that joins, orders and pages of it stay what they are. */
function partByRoots(
  roots: QueryRoots,
  from: string,
  key: readonly string[],
  limit: number,
): Pick<Table, "name" | "part"> {
  const names = key.map(quoted).join(", ");
  const part =
    `(SELECT * FROM ${roots.table} WHERE (${roots.key.map(quoted).join(", ")}) IN ` +
    `(SELECT ${names} FROM ${from} ORDER BY ${names} LIMIT ${String(limit)}))`;
  return { name: `(${roots.sql.replaceAll(roots.mark, () => part)}\n) AS own`, part };
}

/** An alias for a FROM item that has none. */
const alias = (from: string): string => (from.startsWith("(") ? "" : " AS own");

/**
 * Count and digest, whatever types the columns are of: through their text. And the oldest transaction that may still
 * change anything, which goes on with whatever is written on the server.
 */
async function digest(
  looking: Looking,
  relation: Relation,
  from: string,
): Promise<{ rows: number; digest: string; horizon: string }> {
  const [found] = await lookAt(
    looking,
    relation,
    `SELECT count(*) AS rows, sum(hashtextextended(root::text, 0))::text AS sum,
            pg_snapshot_xmin(pg_current_snapshot())::text AS horizon
     FROM (SELECT * FROM ${from}) AS root`,
  );
  return {
    rows: Number(found?.["rows"] ?? 0),
    digest: hexOfSum(hashSum(found?.["sum"])),
    horizon: String(found?.["horizon"]),
  };
}

/** Counts rows that can't be told from others. */
async function countAlike(looking: Looking, relation: Relation, rows: number, from: string): Promise<Alike> {
  const query = differentRows(relation, from);
  return alikeRows(rows, query === undefined ? undefined : (await lookAt(looking, relation, query))[0]);
}

/** A relation of the catalog's, as far as it matters here. */
interface Found {
  readonly schema: string;
  readonly table: string;
  readonly relkind: string;
  readonly may_use: boolean;
  readonly may_read: boolean;
  readonly row_security: boolean;
  readonly role: string;
  readonly bytes: string;
}

async function relationOfTable(client: ClientBase, wanted: OwnTable): Promise<Relation> {
  const { schema, table } = wanted;
  const { rows } = await client.query<Found>(
    `SELECT nspname AS schema, relname AS table, relkind, current_user AS role,
            has_schema_privilege(pg_namespace.oid, 'USAGE') AS may_use,
            has_table_privilege(pg_class.oid, 'SELECT') AS may_read,
            row_security_active(pg_class.oid) AS row_security,
            CASE relkind WHEN 'p' THEN (SELECT COALESCE(sum(pg_relation_size(relid)), 0) FROM pg_partition_tree(pg_class.oid))
              ELSE pg_relation_size(pg_class.oid) END AS bytes
     FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relname = $1
       AND CASE WHEN $2::text IS NULL THEN pg_table_is_visible(pg_class.oid) ELSE nspname = $2 END`,
    [table, schema ?? null],
  );
  const [found] = rows;
  if (!found) throw await noSuchTable(client, wanted);
  const name = `${quoted(found.schema)}.${quoted(found.table)}`;
  const missing = found.may_use
    ? found.may_read
      ? undefined
      : `GRANT SELECT ON ${name} TO ${quoted(found.role)};`
    : `GRANT USAGE ON SCHEMA ${quoted(found.schema)} TO ${quoted(found.role)};`;
  if (missing !== undefined) {
    throw new UsageError(
      `This role may not read ${name}. Its owner can let it: ${missing} Or connect as a role that may.`,
    );
  }
  const { columns: there, key } = await shapeOfTable(client, name);
  const columns = chosen(there, wanted, name);
  return {
    kind: found.relkind === "v" || found.relkind === "m" ? "view" : "table",
    schema: found.schema,
    shown: name,
    from: name,
    where: wanted.where,
    columns,
    key: wanted.key ?? key,
    isKeySure: key.length > 0 && key.every((name) => (wanted.key ?? key).includes(name)),
    identity: wanted.identity,
    unchecked: wanted.unchecked ?? [],
    whole: columns.length === there.length,
    bytes: Number(found.bytes),
    rowSecurity: found.row_security,
  };
}

/** The columns that are read, in the table's order. */
function chosen(
  there: readonly CatalogColumn[],
  { columns, unchecked = [], missing = [] }: OwnTable,
  name: string,
): CatalogColumn[] {
  const unknown = columns?.find((column) => !there.some((each) => each.name === column));
  if (unknown !== undefined) {
    throw new UsageError(
      `${name} has no column ${quoted(unknown)}, which is to be read from it; it has ` +
        `${there.map((each) => quoted(each.name)).join(", ")}. Are all migrations run on this database?`,
    );
  }
  const read = columns === undefined ? there : there.filter((each) => columns.includes(each.name));
  return marked(read, unchecked, missing);
}

async function noSuchTable(client: ClientBase, { schema, table }: OwnTable): Promise<UsageError> {
  const { rows } = await client.query<{ schema: string; table: string; visible: boolean; database: string }>(
    `SELECT nspname AS schema, relname AS table, pg_table_is_visible(pg_class.oid) AS visible,
            current_database() AS database
     FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname <> 'information_schema' AND nspname !~ '^pg_'`,
  );
  const near = rows
    .map((each) => ({ each, away: leven(each.table.toLowerCase(), table.toLowerCase()) }))
    .filter(({ each, away }) => away <= Math.max(2, table.length / 3) && (away > 0 || each.schema !== schema))
    .sort((a, b) => a.away - b.away)
    .slice(0, 3)
    .map(({ each }) => `${each.schema}.${each.table}`);
  const [first] = rows;
  const where = first === undefined ? "the database, which has no tables" : `the database ${first.database}`;
  const asked = schema === undefined ? table : `${schema}.${table}`;
  return new UsageError(
    `There is no table ${asked} in ${where}` +
      (near.length > 0
        ? `; did you mean ${near.join(" or ")}?`
        : "; is this the right database, with all migrations run?"),
  );
}
