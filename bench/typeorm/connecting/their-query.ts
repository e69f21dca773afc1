/** A query of a project's own: what its function gives, what TypeORM's metadata says of it, and how patterns get it. */
import type { DataSource, EntityMetadata, ObjectLiteral, QueryRunner, SelectQueryBuilder } from "typeorm";
import type { LoadableSource, QueryDescription } from "ormeter";
import { quoted, uncheckedColumns } from "./describe-entities.js";
import { withoutConnecting } from "./their-data-source.js";
import { wireText } from "./wire-text.js";

type Builder = SelectQueryBuilder<ObjectLiteral>;

/** How patterns read a query, by the words in which they say so. */
export type QueryUse = "rows" | "entities" | "entities by row" | "pages";

/**
 * What the function gives.
 *
 * @throws Error with a sentence where it gives something else than a query builder that selects
 */
export async function findQuery(source: DataSource, own: LoadableSource): Promise<Builder> {
  const query = await withoutConnecting(own, own.loadQuery);
  const given: unknown = await query(source);
  const isBuilder = typeof given === "object" && given !== null && "expressionMap" in given && "getQuery" in given;
  if (!isBuilder) {
    const what = Array.isArray(given) ? "an array" : given === undefined ? "nothing" : `a ${typeof given}`;
    throw new Error(
      `It gives ${what}. It must give the query builder itself, not what it reads: ` +
        `(dataSource) => dataSource.getRepository(Order).createQueryBuilder("o").where(…).`,
    );
  }
  const builder = given as Builder;
  if (builder.expressionMap.queryType !== "select") {
    throw new Error(`It gives a query that does ${builder.expressionMap.queryType}, and a read must not write.`);
  }
  return builder;
}

/** A column of an entity's, as the statement has it and as entities do. */
interface Selected {
  /** Its name in the statement. */
  readonly name: string;
  readonly property: string;
  readonly metadata: EntityMetadata;
  readonly column: EntityMetadata["columns"][number];
  readonly isJoined: boolean;
}

/** An entity of the statement's, and where it is in the root. */
interface Joined {
  readonly alias: string;
  readonly metadata: EntityMetadata;
  /** "customer." */
  readonly path: string;
}

/** The root, and what is joined to it that TypeORM puts into its properties, one each. */
function entitiesOf({ expressionMap }: Builder): Joined[] {
  const { mainAlias } = expressionMap;
  if (!mainAlias?.hasMetadata) return [];
  const found: Joined[] = [{ alias: mainAlias.name, metadata: mainAlias.metadata, path: "" }];
  for (const {
    alias,
    metadata,
    relation,
    parentAlias,
    mapToPropertyPropertyName,
    isSelected,
  } of expressionMap.joinAttributes) {
    const parent = found.find((each) => each.alias === parentAlias);
    if (!isSelected || !metadata || !relation || !parent) continue;
    const property = mapToPropertyPropertyName ?? relation.propertyPath;
    found.push({ alias: alias.name, metadata, path: `${parent.path}${property}.` });
  }
  return found;
}

/** Columns that entities have, by the statement. */
const columnsOf = (builder: Builder): Selected[] =>
  entitiesOf(builder).flatMap(({ alias, metadata, path }) =>
    metadata.columns.map((column) => ({
      name: `${alias}_${column.databaseName}`,
      property: `${path}${column.propertyPath}`,
      metadata,
      column,
      isJoined: path !== "",
    })),
  );

/** Under which property entities have a column. */
export function propertiesOf(builder: Builder): ReadonlyMap<string, string> {
  // A column without a property of its own is called as a relation is, and a lazy one would be loaded.
  const own = columnsOf(builder).filter(({ column }) => !column.isVirtual);
  return new Map(own.map(({ name, property }) => [name, property]));
}

/** The key's columns, where the statement selects all of them as the entity's. */
function keyOf({ expressionMap: { mainAlias, selects } }: Builder): {
  readonly inStatement: string[];
  readonly inTable: string[];
} {
  const keys = mainAlias?.hasMetadata ? mainAlias.metadata.primaryColumns : [];
  const alias = mainAlias?.name ?? "";
  const isSelected = (property: string) =>
    selects.some(
      ({ selection, aliasName }) =>
        selection === alias || (selection === `${alias}.${property}` && aliasName === undefined),
    );
  if (!keys.every(({ propertyPath }) => isSelected(propertyPath))) return { inStatement: [], inTable: [] };
  const inTable = keys.map(({ databaseName }) => databaseName);
  return { inStatement: inTable.map((name) => `${alias}_${name}`), inTable };
}

/** Why it can't be read so; nothing under what can. */
function refusals(builder: Builder, hasKey: boolean): Partial<Record<QueryUse, string>> {
  const { expressionMap } = builder;
  const { mainAlias, joinAttributes } = expressionMap;
  const root = mainAlias?.hasMetadata ? mainAlias.metadata.name : undefined;
  const many = joinAttributes.find(({ relation }) => !relation || relation.isOneToMany || relation.isManyToMany);
  const entities =
    root === undefined
      ? "its rows are of no entity"
      : !hasKey
        ? `its rows are no entities: it doesn't select ${root} with its key, by which TypeORM tells entities apart`
        : many
          ? `it joins ${many.alias.name}, of which there may be several for one ${root}, and trees of entities aren't checked yet`
          : undefined;
  const byRow = joinAttributes.some(({ isSelected }) => isSelected)
    ? "a row with what is joined to it isn't one entity: TypeORM puts that together from whole results"
    : undefined;
  const isOrdered = Object.keys(expressionMap.allOrderBys).length > 0;
  const isLimited = [expressionMap.limit, expressionMap.offset, expressionMap.take, expressionMap.skip].some(
    (each) => each !== undefined,
  );
  const pages = !isOrdered
    ? "a page of a query without order isn't defined"
    : isLimited
      ? "the query has a limit of its own, which pages would replace"
      : undefined;
  const all = { entities, "entities by row": entities ?? byRow, pages: entities ?? pages };
  return Object.fromEntries(Object.entries(all).filter(([, why]) => why !== undefined));
}

const mark = "(SELECT 'the roots of a part')";

/** Makes a copy of a query read its root from something else than its table. */
function withRoots(copy: Builder, roots: string): Builder {
  const { mainAlias, aliases } = copy.expressionMap;
  // Of a copy, `mainAlias` is still that of the query that was copied: what the statement is made of are `aliases`.
  for (const alias of aliases) if (alias.name === mainAlias?.name) alias.subQuery = roots;
  return copy;
}

/**
 * What a query is.
 *
 * @throws Error with a sentence where its statement alone doesn't say what it reads
 */
export function describeQuery(source: DataSource, builder: Builder): QueryDescription {
  const { expressionMap } = builder;
  const isPaged = expressionMap.take !== undefined || expressionMap.skip !== undefined;
  if (isPaged && expressionMap.joinAttributes.length > 0) {
    throw new Error(
      "It uses take() or skip() with a join, which TypeORM does in two statements, so that neither is what it reads: use limit() and offset().",
    );
  }
  const [sql, parameters] = builder.clone().getQueryAndParameters();
  const { inStatement: key, inTable } = keyOf(builder);
  const cannot = refusals(builder, key.length > 0);
  if (cannot.entities !== undefined) {
    return { sql, parameters: parameters.map(wireText), key: [], unchecked: [], missing: [], cannot };
  }
  const columns = columnsOf(builder);
  const whyUnchecked = new Map(
    entitiesOf(builder).map(({ metadata }) => [metadata, uncheckedColumns(source, metadata)]),
  );
  const unchecked = columns.flatMap(({ name, metadata, column }) => {
    const why = whyUnchecked.get(metadata)?.(column);
    return why === undefined ? [] : [{ column: name, why }];
  });
  const { metadata } = entitiesOf(builder)[0] ?? {};
  const schema = metadata?.schema ?? (source.options as { readonly schema?: string }).schema;
  const table = quoted(metadata?.tableName ?? "");
  return {
    sql,
    parameters: parameters.map(wireText),
    key,
    held: columns.map(({ name }) => name),
    unchecked,
    missing: columns.filter(({ isJoined }) => isJoined).map(({ name }) => name),
    roots: {
      table: schema === undefined ? table : `${quoted(schema)}.${table}`,
      key: inTable,
      sql: withRoots(builder.clone(), mark).getQueryAndParameters()[0],
      mark,
    },
    cannot,
  };
}

/** What stands for an entity in patterns, where the query has none. */
const nameless = "a query";

/**
 * Gives the user's query to whoever builds one of an entity called "entity", as patterns do: for repositories too, which
 * all come through here. All that they do with it stays TypeORM's.
 *
 * @param part of the root's table, where the query has one that is known, otherwise of the query; in brackets.
 * @returns what patterns are told to build a query of.
 */
export function giveQuery(
  source: DataSource,
  builder: Builder,
  { roots }: Pick<QueryDescription, "roots">,
  part: string | undefined,
): unknown {
  const { mainAlias } = builder.expressionMap;
  const target = mainAlias?.hasMetadata ? mainAlias.metadata.target : nameless;
  const create = source.createQueryBuilder.bind(source) as (...args: unknown[]) => Builder;
  const given = (...args: unknown[]): Builder => {
    const [of, alias, queryRunner] = args as [unknown, unknown, QueryRunner | undefined];
    if (of !== target || alias !== "entity") return create(...args);
    const copy = builder.clone();
    if (queryRunner) copy.setQueryRunner(queryRunner);
    if (part === undefined) return copy;
    if (!roots) copy.getQueryAndParameters = () => [`SELECT * FROM ${part} AS own`, []];
    else withRoots(copy, part);
    return copy;
  };
  Object.assign(source, { createQueryBuilder: given });
  return target;
}
