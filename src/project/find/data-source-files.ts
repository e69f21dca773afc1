/** Files that may export a DataSource, found by their texts: none of them is run for that. Pure. */
import type { Manifest, ProjectFolder, TextFile } from "./folder.js";

/** A file that may be it, and why. */
export interface Candidate {
  readonly path: string;
  /** A sentence without its subject: "exports a DataSource". */
  readonly why: string;
}

const exports = /(?:^|;)\s*export\b|\bmodule\.exports\b|\bexports\.\w+\s*=/m;
const makes = /\bnew\s+DataSource\s*\(/;
const mentions = /\bDataSource\b/;
const usualName =
  /(?:^|\/)(?:(?:app|typeorm)?[-._]?(?:data-?source|database|db|orm)[-._]?(?:config)?|ormconfig|typeorm(?:[-.]config)?)\.\w+$/i;
const ofTests = /(?:^|\/)(?:tests?|__tests__|spec|e2e|fixtures?|examples?|mocks?)\/|[.-](?:test|spec)\.\w+$/;

/**
 * Candidates by how likely they are: a group is of use only where none of those before it is. What makes a DataSource and
 * exports none is in no group: to load it would be to run a program.
 */
export function dataSourceFiles({ sources, manifest }: Pick<ProjectFolder, "sources" | "manifest">): Candidate[][] {
  const named = namedByScripts(manifest, sources);
  const rest = sources
    .filter(({ path }) => !named.some((each) => each.path === path))
    .map(({ path, text }) => ({ path, text: withoutComments(text) }))
    .filter(({ text }) => exports.test(text) && mentions.test(text));
  const making = rest.filter(({ text }) => makes.test(text));
  const because =
    (why: string) =>
    ({ path }: TextFile): Candidate => ({ path, why });
  return [
    named,
    making.filter(({ path }) => !ofTests.test(path)).map(because("exports a DataSource")),
    rest.filter((file) => !making.includes(file) && usualName.test(file.path)).map(because("has a name that is usual")),
    making.filter(({ path }) => ofTests.test(path)).map(because("exports a DataSource, among the tests")),
  ].filter((group) => group.length > 0);
}

/** What TypeORM's own command line is told in a script: `typeorm migration:run -d src/data-source.ts`. */
function namedByScripts({ scripts = {} }: Manifest, sources: readonly TextFile[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const [name, script] of Object.entries(scripts)) {
    if (typeof script !== "string" || !script.includes("typeorm")) continue;
    for (const [, given = ""] of script.matchAll(/\s(?:-d|--data-?source)[ =]["']?([^\s"']+)/gi)) {
      const path = sourceOf(given, sources);
      if (path !== undefined && !found.has(path)) found.set(path, { path, why: `is named by the script "${name}"` });
    }
  }
  return [...found.values()];
}

/** The source that is meant, also by what was built of it. */
function sourceOf(given: string, sources: readonly TextFile[]): string | undefined {
  const path = given.replace(/^\.\//, "");
  const stem = path.replace(/\.[mc]?[jt]s$/, "");
  const inside = stem.replace(/^(?:dist|build|out)\//, "");
  const stems = [stem, inside, `src/${inside}`];
  const isOf = (wanted: string) => (file: TextFile) => file.path.replace(/\.[mc]?[jt]s$/, "") === wanted;
  return (
    sources.find((file) => file.path === path)?.path ?? stems.flatMap((each) => sources.find(isOf(each)) ?? [])[0]?.path
  );
}

/** Whole lines and blocks; what stands behind code is left, since `//` may be in an address. */
const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");

/** Sources in which NestJS is given a connection's options, of which nothing outside of it can be made. */
export const nestModules = (sources: readonly TextFile[]): string[] =>
  sources.filter(({ text }) => /\bTypeOrmModule\.forRoot(?:Async)?\s*\(/.test(text)).map(({ path }) => path);
