/** What there is to read in a DataSource of a project's own, by TypeORM's metadata. */
import type { DataSource, DataSourceOptions, EntityMetadata } from "typeorm";
import type { EntityDescription, OwnDescription } from "ormeter";
import { listenersOf } from "./listeners.js";
import { globsOf, readingLike, urlOf } from "./their-data-source.js";

type PostgresOptions = Extract<DataSourceOptions, { type: "postgres" }>;
type Column = EntityMetadata["columns"][number];

/** Describes it without connecting. */
export async function describeDataSource(theirs: DataSource): Promise<OwnDescription> {
  const options = theirs.options as PostgresOptions;
  const url = urlOf(options);
  const globs = globsOf(theirs);
  const found = url === undefined ? {} : { url };
  // Files that are named only can't be loaded before they are compiled, which whoever asks sees to.
  if (globs.length > 0) return { ...found, entities: [], globs };
  // One like theirs that has no migrations, whose files would be loaded too.
  const source = readingLike(theirs, { url: "postgresql://localhost" });
  // TypeORM builds its metadata when it connects; this does it without.
  await (source as unknown as { buildMetadatas(): Promise<void> }).buildMetadatas();
  const entities = source.entityMetadatas.filter(isRead).map((metadata) => describeEntity(source, metadata));
  return { ...found, entities, globs };
}

/** Join tables and closures are no entities of anybody's. */
const isRead = ({ tableType }: EntityMetadata): boolean =>
  tableType === "regular" || tableType === "view" || tableType === "entity-child";

function describeEntity(source: DataSource, metadata: EntityMetadata): EntityDescription {
  const selected = metadata.columns.filter((column) => column.isSelect && !column.isVirtualProperty);
  const columns = [...new Map(selected.map((column) => [column.databaseName, column])).values()];
  const whyUnchecked = uncheckedColumns(source, metadata);
  const unchecked = columns.flatMap((column) => {
    const why = whyUnchecked(column);
    return why === undefined ? [] : [{ column: column.databaseName, why }];
  });
  const schema = metadata.schema ?? (source.options as PostgresOptions).schema;
  const where = conditionOf(metadata);
  return {
    name: metadata.name,
    kind: metadata.tableType === "view" ? "view" : "table",
    ...(schema !== undefined && { schema }),
    table: metadata.tableName,
    columns: columns.map(({ databaseName }) => databaseName),
    unchecked,
    missing: columns.filter((column) => isMissing(metadata, column)).map(({ databaseName }) => databaseName),
    ...keyOf(source, metadata),
    // Of views TypeORM compares all columns, whatever is called their key.
    identity: (metadata.tableType === "view" ? columns : metadata.primaryColumns).map(
      ({ databaseName }) => databaseName,
    ),
    ...(where !== undefined && { where }),
  };
}

/** Types that TypeORM keeps as text and parses itself. */
const parsed: readonly unknown[] = ["simple-json", "simple-array"];

/** Most bytes of a name in PostgreSQL; TypeORM shortens aliases that would have more. */
const longestName = 63;
/** What patterns call the entity in their queries, with what TypeORM puts behind it. */
const alias = "entity_";

/** Why an entity doesn't hold a column's values as the database does; undefined where it does. */
export function uncheckedColumns(source: DataSource, metadata: EntityMetadata): (column: Column) => string | undefined {
  const ofListeners = listenersOf(source, metadata);
  return (column) => {
    const { databaseName, isVirtual, transformer, type } = column;
    if (isVirtual) return "the entity has no property for it";
    if (propertiesOf(metadata, column).size > 1) return "classes of the entity hold it in different properties";
    if (transformer !== undefined) return "a transformer of the entity's changes its values";
    if (parsed.includes(type)) return `TypeORM keeps ${String(type)} as text of its own`;
    if (isAccessor(metadata, column)) return "an accessor of the entity's gives it";
    if (Buffer.byteLength(alias + databaseName) > longestName) return "TypeORM shortens its name in raw rows";
    return ofListeners(column);
  };
}

/** The properties in which the classes of an entity hold a column. */
const propertiesOf = (metadata: EntityMetadata, { databaseName }: Column): ReadonlySet<string> =>
  new Set(
    [metadata, ...metadata.childEntityMetadatas]
      .flatMap(({ columns }) => columns.filter((column) => column.databaseName === databaseName))
      .map(({ propertyPath }) => propertyPath),
  );

/** Whether a class has a getter for the column's property. */
function isAccessor(metadata: EntityMetadata, { embeddedMetadata, propertyName }: Column): boolean {
  const classes: readonly unknown[] = embeddedMetadata
    ? [embeddedMetadata.type]
    : [metadata, ...metadata.childEntityMetadatas].map(({ target }) => target);
  return classes.some((each) => {
    if (typeof each !== "function") return false;
    let prototype: unknown = each.prototype;
    for (; prototype !== null && prototype !== undefined; prototype = Object.getPrototypeOf(prototype) as unknown) {
      const own = Object.getOwnPropertyDescriptor(prototype, propertyName);
      if (own) return own.get !== undefined;
    }
    return false;
  });
}

/** Whether some entities don't have the column: of a class in one table with others, they have that class's alone. */
const isMissing = ({ childEntityMetadatas }: EntityMetadata, { databaseName, target }: Column): boolean =>
  childEntityMetadatas.some(
    (child) => child.target === target || !child.columns.some((column) => column.databaseName === databaseName),
  );

/** The key, and what keeps pages from following it. */
function keyOf(
  source: DataSource,
  metadata: EntityMetadata,
): Pick<EntityDescription, "inexactKey" | "key" | "unordered"> {
  const { primaryColumns } = metadata;
  const ofListeners = listenersOf(source, metadata);
  const virtual = primaryColumns.find(({ isVirtual }) => isVirtual);
  const unordered = virtual && `${virtual.databaseName} of its key is a relation, and no property of the entity`;
  const whyInexact = (column: Column): string | undefined => {
    const { databaseName: name, isSelect } = column;
    if (!isSelect) return `${name} of its key isn't selected`;
    if (isAccessor(metadata, column)) return `an accessor of the entity's gives ${name} of its key`;
    if (keepsMicroseconds(column)) return `${name} of its key has microseconds, and a Date keeps none`;
    const why = ofListeners(column);
    return why === undefined ? undefined : `${name} is of its key, and ${why}`;
  };
  const inexactKey = primaryColumns.map(whyInexact).find((why) => why !== undefined);
  return {
    key: primaryColumns.map(({ databaseName }) => databaseName),
    ...(unordered !== undefined && { unordered }),
    ...(inexactKey !== undefined && { inexactKey }),
  };
}

/** Fractions of a second that a Date keeps. */
const dateDigits = 3;

const keepsMicroseconds = ({ precision, type }: Column): boolean =>
  (type === Date || (typeof type === "string" && /^(timestamp|datetime)/.test(type))) && (precision ?? 6) > dateDigits;

/** A name as SQL has it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** What TypeORM adds to every SELECT of the entity: no rows that are deleted, and only those of its classes. */
function conditionOf(metadata: EntityMetadata): string | undefined {
  const conditions: string[] = [];
  const { deleteDateColumn, discriminatorColumn, tableType } = metadata;
  if (deleteDateColumn) conditions.push(`${quoted(deleteDateColumn.databaseName)} IS NULL`);
  if (discriminatorColumn && tableType === "entity-child") {
    const values = [metadata, ...metadata.childEntityMetadatas].map((each) => literal(each.discriminatorValue ?? ""));
    conditions.push(`${quoted(discriminatorColumn.databaseName)} IN (${values.join(", ")})`);
  }
  return conditions.length === 0 ? undefined : conditions.join(" AND ");
}
