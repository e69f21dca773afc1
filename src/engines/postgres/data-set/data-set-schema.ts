/**
 * A data set's schema: making it, whose it is, and what keeps it from being removed: anything in it that ormeter didn't make, of
 * whatever kind, and anything anywhere that depends on what ormeter made. PostgreSQL's own record of dependencies knows
 * both (pg_depend), so that no list of kinds has to be complete here.
 */
import pg, { type ClientBase } from "pg";
import type { Ask } from "../../../project/workload.js";
import { isMark, mark, markPrefix } from "./mark.js";

/**
 * Makes the schema of a data set in the transaction that is open, marked as ormeter's from its first moment; whoever
 * reads may read all that will be in it.
 *
 * @param readerRole the role that must be let in; undefined where reads run as the one who makes it
 */
export async function makeSchema(ask: Ask, schema: string, readerRole: string | undefined): Promise<void> {
  await ask(`CREATE SCHEMA "${schema}"`);
  await ask(`COMMENT ON SCHEMA "${schema}" IS ${pg.escapeLiteral(mark)}`);
  if (readerRole === undefined) return;
  await ask(`GRANT USAGE ON SCHEMA "${schema}" TO ${readerRole}`);
  await ask(`ALTER DEFAULT PRIVILEGES IN SCHEMA "${schema}" GRANT SELECT ON TABLES TO ${readerRole}`);
}

/** Marks all tables that the transaction has made in the schema, and their indexes. */
export async function markTables(ask: Ask, schema: string): Promise<void> {
  const { rows } = await ask(
    `SELECT oid::regclass::text AS name, CASE relkind WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END AS kind
     FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p', 'i')`,
    [`"${schema}"`],
  );
  for (const { name, kind } of rows)
    await ask(`COMMENT ON ${String(kind)} ${String(name)} IS ${pg.escapeLiteral(mark)}`);
}

/** What is where a data set's schema would be. */
export type SchemaState =
  | { readonly kind: "absent" }
  /** Somebody else's. */
  | { readonly kind: "foreign" }
  | {
      readonly kind: "ours";
      /** Its tables that ormeter made, by their full names. */
      readonly tables: readonly string[];
      /** What isn't ormeter's and would go with it, or keeps it from going, as PostgreSQL describes it. */
      readonly inTheWay: readonly string[];
    };

/**
 * Looks at the schema of a data set.
 *
 * @param everythingIsOurs on ormeter's own server: what migrations that were run by hand made there carries no mark
 */
export async function schemaState(client: ClientBase, schema: string, everythingIsOurs: boolean): Promise<SchemaState> {
  const { rows: schemas } = await client.query<{ oid: number; comment: string | null }>(
    "SELECT oid, obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = $1",
    [schema],
  );
  const [found] = schemas;
  if (!found) return { kind: "absent" };
  const { rows: tables } = await client.query<{ oid: number; name: string; comment: string | null }>(
    `SELECT oid, format('%I.%I', $2::text, relname) AS name, obj_description(oid, 'pg_class') AS comment FROM pg_class
     WHERE relnamespace = $1 AND relkind IN ('r', 'p') ORDER BY name`,
    [found.oid, schema],
  );
  const marked = tables.filter(({ comment }) => everythingIsOurs || isMark(comment));
  if (!isMark(found.comment)) return { kind: "foreign" };
  return {
    kind: "ours",
    tables: marked.map(({ name }) => name),
    inTheWay: await inTheWay(
      client,
      found.oid,
      marked.map(({ oid }) => oid),
    ),
  };
}

/**
 * What depends on the schema or the tables, but doesn't belong to them. To a table belong what PostgreSQL made with it
 * (types, TOAST, the key's index), its columns' defaults, its primary key and NOT NULLs, and the sequence that one of
 * those defaults takes its values from, and an index that carries the mark; to the schema its default privileges. Whoever
 * depends otherwise, even where PostgreSQL would drop it without a word (another index, a trigger, extended statistics, a sequence "owned by" a column, a
 * publication's membership), was made by somebody else. So was a table of which ours is a partition or a child.
 */
async function inTheWay(client: ClientBase, schema: number, tables: readonly number[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `WITH RECURSIVE ours (classid, objid) AS (
       SELECT 'pg_catalog.pg_namespace'::regclass::oid, $1::oid
       UNION SELECT 'pg_catalog.pg_class'::regclass::oid, unnest($2::oid[])
       UNION
       SELECT depend.classid, depend.objid
       FROM ours JOIN pg_catalog.pg_depend AS depend ON (depend.refclassid, depend.refobjid) = (ours.classid, ours.objid)
       WHERE depend.deptype = 'i'
          OR depend.deptype = 'a' AND CASE depend.classid
               WHEN 'pg_catalog.pg_attrdef'::regclass THEN true
               WHEN 'pg_catalog.pg_default_acl'::regclass THEN true
               WHEN 'pg_catalog.pg_constraint'::regclass THEN EXISTS (
                 SELECT FROM pg_catalog.pg_constraint WHERE oid = depend.objid AND contype IN ('p', 'n'))
               WHEN 'pg_catalog.pg_class'::regclass THEN EXISTS (
                 SELECT FROM pg_catalog.pg_index
                 WHERE indexrelid = depend.objid AND indrelid IN (
                   SELECT reltoastrelid FROM pg_catalog.pg_class WHERE oid = ANY ($2::oid[])))
                 OR starts_with(pg_catalog.obj_description(depend.objid, 'pg_class'), $3)
                 OR EXISTS (
                 SELECT FROM pg_catalog.pg_depend AS uses JOIN pg_catalog.pg_attrdef AS given ON given.oid = uses.objid
                 WHERE uses.classid = 'pg_catalog.pg_attrdef'::regclass
                   AND uses.refclassid = 'pg_catalog.pg_class'::regclass AND uses.refobjid = depend.objid
                   AND given.adrelid = ANY ($2::oid[]))
               ELSE false
             END
     ), strange (classid, objid, objsubid) AS (
       SELECT depend.classid, depend.objid, depend.objsubid
       FROM ours JOIN pg_catalog.pg_depend AS depend ON (depend.refclassid, depend.refobjid) = (ours.classid, ours.objid)
       WHERE NOT EXISTS (SELECT FROM ours AS o WHERE (o.classid, o.objid) = (depend.classid, depend.objid))
       UNION
       SELECT 'pg_catalog.pg_class'::regclass, inhparent, 0 FROM pg_catalog.pg_inherits WHERE inhrelid = ANY ($2::oid[])
     )
     SELECT DISTINCT coalesce(
              -- A view rather than its rule, a constraint rather than its triggers, an extension rather than its parts.
              (SELECT pg_catalog.pg_describe_object(whole.refclassid, whole.refobjid, whole.refobjsubid)
               FROM pg_catalog.pg_depend AS whole
               WHERE (whole.classid, whole.objid) = (strange.classid, strange.objid) AND whole.deptype IN ('i', 'e')
               LIMIT 1),
              pg_catalog.pg_describe_object(classid, objid, objsubid)) AS name
     FROM strange ORDER BY name`,
    [schema, tables, markPrefix],
  );
  return rows.map(({ name }) => name);
}
