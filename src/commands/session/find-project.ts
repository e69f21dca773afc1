/** What there is to read in a project, found by looking: for `init`, which asks nothing that can be found. */
import { join, relative } from "node:path";
import { packageRoot } from "../../config/project.js";
import { setIn } from "../../config/surroundings.js";
import { UsageError } from "../../errors.js";
import type { ExportedFrom } from "../../flags/own.js";
import { projectClients } from "../../project/clients.js";
import { leftOutSince, type Found, type FoundServer } from "../../project/find/config-text.js";
import { dataSourceFiles, nestModules, type Candidate } from "../../project/find/data-source-files.js";
import { lookThrough, type ProjectFolder } from "../../project/find/folder.js";
import { sqlQueries, sqlTables } from "../../project/find/sql-tables.js";
import { environmentFile, urlVariable, type EnvironmentFile } from "../../project/find/variables.js";
import { workspacePackages } from "../../project/find/workspace.js";
import { findPackage, installedVariant } from "../../results/environment.js";
import { mainOf, type ProjectClient } from "../../project/packages.js";
import { describeSource, ormOf, ownBench, type Looking } from "./own-reads.js";
import type { OwnDescription } from "../../trial/client.js";

/** What was found, and what a config must do for it. */
export interface FoundProject {
  readonly found: Found;
  /** A file of variables that a config must load, since nothing else does. */
  readonly loads?: string;
}

/**
 * Looks for all that a config says.
 *
 * @param named the DataSource's file, where the user names it.
 * @throws UsageError where nothing is found, or several things that are alike: with what was looked for, and what to do.
 */
export async function findProject(
  folder: string,
  named: ExportedFrom | undefined,
  looking: Looking,
): Promise<FoundProject> {
  looking.onBusy("Looking through the project");
  const project = lookThrough(folder);
  const groups = named ? [[asCandidate(named, folder)]] : dataSourceFiles(project);
  const orm = await ormOf(folder);
  if (groups.length === 0 || (!orm && !named)) {
    const packages = workspacePackages(folder, project.manifest).filter((path) => hasSource(join(folder, path)));
    if (packages.length > 0) throw inWorkspace(folder, packages);
  }
  if (groups.length > 0 && !orm) throw notInstalled(groups);
  return groups.length > 0
    ? withDataSource(project, groups, orm, looking)
    : withoutOrm(project, theirs(orm, project), looking);
}

/** The ORM, unless it is only there because ormeter brings it along. */
function theirs(orm: ProjectClient | undefined, { folder, manifest }: ProjectFolder): ProjectClient | undefined {
  const name = (orm && mainOf(orm)) ?? "";
  const { dependencies, devDependencies, peerDependencies } = manifest;
  const isNamed = Object.hasOwn({ ...peerDependencies, ...devDependencies, ...dependencies }, name);
  const isOurs = findPackage(name, folder)?.path === findPackage(name, packageRoot())?.path;
  return isNamed || !isOurs ? orm : undefined;
}

const asCandidate = ({ file, exported }: ExportedFrom, folder: string): Candidate => ({
  path: relative(folder, file).replaceAll("\\", "/") + (exported === undefined ? "" : `#${exported}`),
  why: "was named to ormeter init",
});

const hasSource = (folder: string): boolean => dataSourceFiles(lookThrough(folder)).length > 0;

function inWorkspace(folder: string, packages: readonly string[]): UsageError {
  return new UsageError(
    `${folder} is the root of a workspace. These of its packages have a DataSource: ${packages.join(", ")}. Run init in ` +
      `the folder of one: cd ${packages[0] ?? ""}.`,
  );
}

function notInstalled(groups: readonly (readonly Candidate[])[]): UsageError {
  const paths = groups.flat().map(({ path }) => path);
  return new UsageError(
    `There is a DataSource in ${paths.slice(0, 3).join(", ")}, but TypeORM isn't installed here, which it is read with: ` +
      "install this project's packages first.",
  );
}

/** What a candidate holds, and whether a file of variables had to be loaded for it. */
interface Loaded {
  readonly candidate: Candidate;
  readonly description: OwnDescription;
  readonly loads?: EnvironmentFile;
}

async function withDataSource(
  project: ProjectFolder,
  groups: readonly (readonly Candidate[])[],
  orm: ProjectClient | undefined,
  looking: Looking,
): Promise<FoundProject> {
  const { folder, sources } = project;
  const faults: string[] = [];
  for (const group of groups) {
    const able: Loaded[] = [];
    for (const candidate of group) {
      try {
        const loaded = await load(candidate, folder, looking);
        if (loaded.description.entities.some((each) => leftOutSince(each) === undefined)) able.push(loaded);
        else faults.push(`The DataSource in ${candidate.path} has no entities with a key.`);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        faults.push(error.message);
      }
    }
    const [only] = able;
    if (!only) continue;
    if (able.length > 1) throw several(able);
    const { candidate, description, loads } = only;
    const [path = ""] = candidate.path.split("#");
    const own = sources.find((source) => source.path === path);
    const server = serverOf(description, folder, own ? [own] : []);
    return {
      found: {
        versions: await versionsIn(folder, orm),
        dataSource: { file: candidate.path, why: `It ${candidate.why}`, entities: description.entities },
        tables: [],
        queries: [],
        server,
      },
      ...(loads && { loads: loads.path }),
    };
  }
  throw new UsageError(
    `No DataSource could be loaded. ${faults.join(" ")} Mend one of them, or name another file with --data-source.`,
  );
}

function serverOf({ url }: OwnDescription, folder: string, sources: ProjectFolder["sources"]): FoundServer {
  const said = urlVariable(undefined, sources);
  if (url !== undefined) return { kind: "data-source", ...(said && { variable: said.name }) };
  const variable = urlVariable(folder, sources);
  return variable ? { kind: "variable", ...variable } : { kind: "unknown" };
}

function several(able: readonly Loaded[]): UsageError {
  const list = able.map(
    ({ candidate, description }) => `${candidate.path} (${String(description.entities.length)} entities)`,
  );
  return new UsageError(
    `Several files export a DataSource: ${list.join(", ")}. Name one: --data-source ${able[0]?.candidate.path ?? ""}.`,
  );
}

/** Loads a candidate as it is; and with the project's file of variables, to see whether that makes a difference. */
async function load(candidate: Candidate, folder: string, looking: Looking): Promise<Loaded> {
  const [path = "", exported] = candidate.path.split("#");
  const named: ExportedFrom = { file: join(folder, path), ...(exported !== undefined && { exported }) };
  const bench = ownBench({ bench: undefined, projectDir: folder });
  const describe = async (variables: Readonly<Record<string, string>>) =>
    (await describeSource(named, folder, { besides: [], bench }, { ...looking, variables })).description;
  const asIs = await describe({}).catch((error: unknown) => {
    if (error instanceof UsageError) return error;
    throw error;
  });
  const loads = environmentFile(folder);
  // What is set wins over what a file says, as with every loader.
  const unset = Object.entries(loads?.variables ?? {}).filter(([name]) => setIn(looking.env, name) === undefined);
  if (loads && unset.length > 0) {
    const description = await describe(Object.fromEntries(unset)).catch(() => undefined);
    if (description && (asIs instanceof UsageError || description.url !== asIs.url)) {
      return { candidate, description, loads };
    }
  }
  if (asIs instanceof UsageError) throw asIs;
  return { candidate, description: asIs };
}

/** Tables and queries of SQL files, for the driver alone. */
async function withoutOrm(
  { folder, sources, sql }: ProjectFolder,
  orm: ProjectClient | undefined,
  { env }: Pick<Looking, "env">,
): Promise<FoundProject> {
  const tables = orm ? [] : sqlTables(sql);
  const queries = orm ? [] : sqlQueries(sql);
  if (tables.length === 0 && queries.length === 0) throw nothing(orm, nestModules(sources));
  const variable = urlVariable(folder, sources);
  const loads = environmentFile(folder);
  const isOnlyThere =
    variable !== undefined && setIn(env, variable.name) === undefined && loads?.variables[variable.name] !== undefined;
  return {
    found: {
      versions: await versionsIn(folder, undefined),
      tables,
      queries,
      server: variable ? { kind: "variable", ...variable } : { kind: "unknown" },
    },
    ...(loads && isOnlyThere && { loads: loads.path }),
  };
}

function nothing(orm: ProjectClient | undefined, modules: readonly string[]): UsageError {
  const looked =
    "Nothing to read was found. Looked for sources that export a DataSource, a script of package.json that names one " +
    `(typeorm -d <file>)${orm ? "" : ", and SQL files that create tables"}.`;
  const nest =
    modules.length === 0
      ? ""
      : ` ${modules[0] ?? ""} gives NestJS the options of a connection, which can't be had without the application: put them ` +
        "into a file that exports a DataSource too, as TypeORM's own migrations need it.";
  return new UsageError(
    `${looked}${nest} Name the file with --data-source, export one (export default new DataSource({ … })), or read a table ` +
      "without an ORM: ormeter bench --table <name> --url <url>.",
  );
}

/** What is installed of the ORM and of the drivers, by the package that each is mostly about. */
async function versionsIn(folder: string, orm: ProjectClient | undefined): Promise<string> {
  const clients = [...(orm ? [orm] : []), ...(await projectClients()).filter(({ isFloor }) => isFloor)];
  const wanted = clients.flatMap((client) => mainOf(client) ?? []);
  const found = Object.entries(installedVariant("installed", folder, { measured: wanted }).packages);
  return found.length === 0 ? "ormeter's own driver" : found.map((each) => each.join(" ")).join(", ");
}
