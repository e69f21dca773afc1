/** A DataSource of a project's own: found in the file that exports it, and described by TypeORM's metadata. */
import type { DataSource, DataSourceOptions, EntityMetadata } from "typeorm";
import type { EntityDescription, LoadableSource, OwnDescription } from "ormeter";

type PostgresOptions = Extract<DataSourceOptions, { type: "postgres" }>;

const isDataSource = (value: unknown): value is DataSource =>
  typeof value === "object" && value !== null && "options" in value && "entityMetadatas" in value && "driver" in value;

/**
 * The DataSource that a file exports: by the name that is asked for, otherwise the only one there; itself, or by a
 * promise of it.
 *
 * @throws Error with a sentence where there is none, or several, or it isn't PostgreSQL's.
 */
export async function findDataSource(own: LoadableSource): Promise<DataSource> {
  const source = await exportedBy(await withoutConnecting(own.load), own.exported);
  const options = source.options as PostgresOptions;
  const { entities = [] } = options;
  // Named by globs, they were found and compiled by whoever asks.
  if (own.named) {
    const given = Array.isArray(entities) ? entities : Object.values(entities);
    const rest = given.filter((each) => typeof each !== "string");
    source.setOptions({ entities: [...rest, ...((await own.loadNamed()) as typeof rest)] });
  }
  return source;
}

/** Many files connect as soon as they are imported; a schema could be synchronized by that. */
async function withoutConnecting<T>(load: () => Promise<T>): Promise<T> {
  const { DataSource } = await import("typeorm");
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is put back as it was
  const { initialize } = DataSource.prototype;
  DataSource.prototype.initialize = function (this: DataSource) {
    return Promise.resolve(this);
  };
  try {
    return await load();
  } finally {
    DataSource.prototype.initialize = initialize;
  }
}

async function exportedBy(
  module: Readonly<Record<string, unknown>>,
  exported: string | undefined,
): Promise<DataSource> {
  // A CommonJS module's exports are its default, too.
  const inner = module["default"];
  const all: Readonly<Record<string, unknown>> =
    typeof inner === "object" && inner !== null && !isDataSource(inner) && !(inner instanceof Promise)
      ? { ...module, ...inner }
      : module;
  const found = new Map<DataSource, string>();
  for (const [name, value] of Object.entries(all)) {
    if (exported !== undefined && name !== exported) continue;
    const settled: unknown = await value;
    if (isDataSource(settled) && !found.has(settled)) found.set(settled, name);
  }
  const [first] = found.keys();
  const names = Object.keys(all).filter((name) => name !== "default" && name !== "module.exports");
  if (!first) {
    const asked = exported === undefined ? "no DataSource" : `no DataSource under the name "${exported}"`;
    throw new Error(
      `It exports ${asked}; it exports ${names.length > 0 ? names.join(", ") : "nothing"}. ` +
        `Export one: export default new DataSource({ … }).`,
    );
  }
  if (found.size > 1) {
    throw new Error(`It exports several DataSources: ${[...found.values()].join(", ")}. Name one: <file>#<name>.`);
  }
  if (first.options.type !== "postgres") {
    throw new Error(`Its DataSource is for ${first.options.type}, and ormeter reads from PostgreSQL alone.`);
  }
  return first;
}

/**
 * One with the same entities that goes where ormeter says, and changes nothing there: neither the schema nor by
 * migrations, whatever theirs does.
 */
export function readingLike(
  theirs: DataSource,
  { url, poolSize, applicationName }: { readonly url: string } & Pick<PostgresOptions, "poolSize" | "applicationName">,
): DataSource {
  const options = theirs.options as PostgresOptions;
  // What a URL says of TLS replaces what the options say.
  const tls = new URL(url).searchParams.has("sslmode") ? { ssl: undefined } : {};
  const Own = theirs.constructor as new (given: DataSourceOptions) => DataSource;
  return new Own({
    ...options,
    url,
    host: undefined,
    port: undefined,
    username: undefined,
    password: undefined,
    database: undefined,
    replication: undefined,
    ...tls,
    poolSize,
    applicationName,
    synchronize: false,
    migrationsRun: false,
    dropSchema: false,
    migrations: [],
    installExtensions: false,
    logging: false,
    cache: false,
  } as unknown as DataSourceOptions);
}

/** TypeORM builds its metadata when it connects; this does it without. */
async function metadataOf(source: DataSource): Promise<readonly EntityMetadata[]> {
  if (source.entityMetadatas.length === 0) {
    await (source as unknown as { buildMetadatas(): Promise<void> }).buildMetadatas();
  }
  return source.entityMetadatas;
}

/** What there is to read. */
export async function describeDataSource(theirs: DataSource): Promise<OwnDescription> {
  const options = theirs.options as PostgresOptions;
  const url = urlOf(options);
  const listed: readonly unknown[] = Array.isArray(options.entities)
    ? options.entities
    : Object.values(options.entities ?? {});
  const globs = listed.filter((each) => typeof each === "string");
  // Files that are named only can't be loaded before they are compiled, which whoever asks sees to.
  const metadatas = globs.length > 0 ? [] : await metadataOf(theirs);
  return {
    ...(url !== undefined && { url }),
    entities: metadatas.filter(isRead).map((metadata) => describeEntity(metadata, options)),
    globs,
  };
}

/** Join tables and closures are no entities of anybody's. */
const isRead = ({ tableType }: EntityMetadata): boolean =>
  tableType === "regular" || tableType === "view" || tableType === "entity-child";

/** Types that TypeORM keeps as text and parses itself. */
const parsed: readonly unknown[] = ["simple-json", "simple-array"];

/** Why an entity doesn't hold a column's values as the database does; undefined where it does. */
export function keptOtherwise(column: EntityMetadata["columns"][number]): string | undefined {
  if (column.isVirtual) return "the entity has no property for it";
  if (column.transformer !== undefined) return "a transformer of the entity's changes its values";
  return parsed.includes(column.type) ? `TypeORM keeps ${String(column.type)} as text of its own` : undefined;
}

function describeEntity(metadata: EntityMetadata, options: PostgresOptions): EntityDescription {
  const selected = metadata.columns.filter((column) => column.isSelect && !column.isVirtualProperty);
  const unchecked = selected.flatMap((column) => {
    const why = keptOtherwise(column);
    return why === undefined ? [] : [{ column: column.databaseName, why }];
  });
  const schema = metadata.schema ?? options.schema;
  const where = conditionOf(metadata);
  return {
    name: metadata.name,
    kind: metadata.tableType === "view" ? "view" : "table",
    ...(schema !== undefined && { schema }),
    table: metadata.tableName,
    columns: [...new Set(selected.map(({ databaseName }) => databaseName))],
    unchecked,
    // Entities of a class have the columns of that class alone.
    missing: selected.filter(({ target }) => isOfChild(metadata, target)).map(({ databaseName }) => databaseName),
    key: metadata.primaryColumns.map(({ databaseName }) => databaseName),
    ...(where !== undefined && { where }),
  };
}

const isOfChild = ({ childEntityMetadatas }: EntityMetadata, target: unknown): boolean =>
  childEntityMetadatas.some((child) => child.target === target);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
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

/** Where the options connect to. Settings of the pg driver that no URL can hold stay with the DataSource. */
function urlOf(options: PostgresOptions): string | undefined {
  const { url, host, port, username, password, database, replication } = options;
  const given = replication?.master.url ?? url;
  if (given !== undefined) return given;
  const master = replication?.master ?? { host, port, username, password, database };
  if (master.host === undefined && master.database === undefined) return undefined;
  if (typeof master.password === "function") return undefined;
  const built = new URL("postgresql://localhost");
  const { host: server = "localhost" } = master;
  if (server.startsWith("/")) built.searchParams.set("host", server);
  else built.hostname = server;
  built.port = String(master.port ?? 5432);
  built.username = encodeURIComponent(master.username ?? "");
  built.password = encodeURIComponent(master.password ?? "");
  built.pathname = `/${encodeURIComponent(master.database ?? "")}`;
  return built.href;
}

/**
 * Makes every query builder of an entity read a part of its table, for repositories and find options too, which all come
 * through here: the rest of the statement stays the ORM's.
 *
 * @param part a query in brackets.
 */
export function readPart(source: DataSource, entity: EntityMetadata, part: string): void {
  const create = source.createQueryBuilder.bind(source) as (...args: unknown[]) => {
    readonly expressionMap: {
      readonly mainAlias?: { subQuery?: string; readonly hasMetadata: boolean; readonly metadata: EntityMetadata };
    };
  };
  const patched = (...args: unknown[]) => {
    const builder = create(...args);
    const { mainAlias } = builder.expressionMap;
    if (mainAlias?.hasMetadata === true && mainAlias.metadata === entity) mainAlias.subQuery = part;
    return builder;
  };
  Object.assign(source, { createQueryBuilder: patched });
}
