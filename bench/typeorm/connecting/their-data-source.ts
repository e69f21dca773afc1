/** A DataSource of a project's own: found in the file that exports it, and made to read. */
import { createRequire } from "node:module";
import type { DataSource, DataSourceOptions, EntityMetadata } from "typeorm";
import type { LoadableSource } from "ormeter";

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
  const source = await exportedBy(await withoutConnecting(own, own.load), own.exported);
  if (own.named) {
    // Named by globs, they were found and compiled by whoever asks; TypeORM takes of each list what belongs there.
    const named = (await withoutConnecting(own, own.loadNamed)).filter(isClassOrSchema);
    const withNamed = (list: "entities" | "subscribers") => [
      ...new Set([...listed(source, list).filter((each) => typeof each !== "string"), ...named]),
    ];
    source.setOptions({ entities: withNamed("entities"), subscribers: withNamed("subscribers") } as never);
  }
  return source;
}

const isClassOrSchema = (value: unknown): boolean =>
  typeof value === "function" || (typeof value === "object" && value !== null && "options" in value);

/** What an option of a DataSource lists, which may be an object as well. */
const listed = ({ options }: DataSource, list: "entities" | "subscribers"): readonly unknown[] =>
  Object.values((options as PostgresOptions)[list] ?? {});

/** The globs by which a DataSource names files that a read needs. */
export const globsOf = (source: DataSource): readonly string[] =>
  [...listed(source, "entities"), ...listed(source, "subscribers")].filter((each) => typeof each === "string");

/** Loads files of theirs. Many connect as soon as they are imported; a schema could be synchronized by that. */
export async function withoutConnecting<Loaded>(
  { file }: Pick<LoadableSource, "file">,
  load: () => Promise<Loaded>,
): Promise<Loaded> {
  const classes = new Set([(await import("typeorm")).DataSource, ...dataSourceOf(file)]);
  const restored = [...classes].map(({ prototype }) => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is put back as it was
    const { initialize } = prototype;
    prototype.initialize = function (this: DataSource) {
      return Promise.resolve(this);
    };
    return () => (prototype.initialize = initialize);
  });
  try {
    return await load();
  } finally {
    for (const restore of restored) restore();
  }
}

/** The class of the TypeORM that a file imports, which may be another one than ours: it is refused, but not before it is loaded. */
function dataSourceOf(file: string): (typeof DataSource)[] {
  try {
    const theirs = createRequire(new URL(`../../../${file}`, import.meta.url));
    return [(theirs("typeorm") as { readonly DataSource: typeof DataSource }).DataSource];
  } catch {
    return [];
  }
}

/** Names by the DataSources that have them, the first of each. */
function namesOf(exports: readonly (readonly [name: string, value: unknown])[]): Map<DataSource, string> {
  const names = new Map<DataSource, string>();
  for (const [name, value] of exports) if (isDataSource(value) && !names.has(value)) names.set(value, name);
  return names;
}

async function exportedBy(
  module: Readonly<Record<string, unknown>>,
  exported: string | undefined,
): Promise<DataSource> {
  // A CommonJS module's exports are its default, too; what was compiled from an ES module has its own default in there.
  const inner = module["default"];
  const all: Readonly<Record<string, unknown>> =
    typeof inner === "object" && inner !== null && !isDataSource(inner) && !(inner instanceof Promise)
      ? { ...module, ...inner }
      : module;
  // Whatever comes of what the file promises besides is no concern of a read's.
  for (const value of Object.values(all)) if (value instanceof Promise) value.catch(() => undefined);
  const asked = Object.entries(all).filter(([name]) => exported === undefined || name === exported);
  const found = namesOf(asked);
  // What else is promised is waited for only where there is no other: a connection of the project's may never come.
  if (found.size === 0) {
    for (const [name, value] of asked) {
      for (const [settled] of namesOf([[name, await value]])) if (!found.has(settled)) found.set(settled, name);
    }
  }
  const [first] = found.keys();
  const names = Object.keys(all).filter((name) => !["default", "module.exports", "__esModule"].includes(name));
  if (!first) {
    const what = exported === undefined ? "no DataSource" : `no DataSource under the name "${exported}"`;
    throw new Error(
      `It exports ${what}; it exports ${names.length > 0 ? names.join(", ") : "nothing"}. ` +
        `Export one: export default new DataSource({ … }).`,
    );
  }
  if (found.size > 1) {
    throw new Error(`It exports several DataSources: ${[...found.values()].join(", ")}. Name one: <file>#<name>.`);
  }
  const { DataSource } = await import("typeorm");
  if (!(first instanceof DataSource)) {
    throw new Error(
      "Its DataSource is of another TypeORM than the one that is installed where this runs, which is the one that would be " +
        "named and exchanged: run ormeter in the package whose TypeORM the file imports, or make them one (npm dedupe).",
    );
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
    maxQueryExecutionTime: undefined,
    cache: false,
  } as unknown as DataSourceOptions);
}

/** Where the options connect to. Settings of the pg driver that no URL can hold stay with the DataSource. */
export function urlOf(options: PostgresOptions): string | undefined {
  const { url, host, port, username, password, database, replication } = options;
  const given = replication?.master.url ?? url;
  // A variable that is set to nothing names no server.
  if (given !== undefined && given !== "") return given;
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
