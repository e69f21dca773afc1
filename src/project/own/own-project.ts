/** A project's own files as the worker loads them: compiled, below `project/` in the worker's program. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { packageRoot } from "../../config/project.js";
import { compileFiles } from "../compile/compile.js";
import type { OwnFiles } from "../../runner/variants/place-program.js";

/** A project's files. */
export interface OwnProject {
  /** The project's folder: its packages are those that are measured. */
  readonly folder: string;
  /** What goes into the worker's program. */
  readonly files: OwnFiles;
  /** Where the compiled form of a source lies, below the program's folder. */
  readonly fileOf: (source: string) => string;
}

/** A file of a project's `bench/`: a pattern, or what connects for its folder. */
export interface OwnBenchFile {
  /** `folder/name`. */
  readonly id: string;
  /** Absolute. */
  readonly source: string;
}

const below = "project";
const code = /^(?!.*\.d\.[mc]?ts$)(.+)\.[mc]?[jt]s$/;

/**
 * The files of a project's `bench/`, or of another folder of folders, one an ORM, by their ids; none where there is no such
 * folder, and none in ormeter's own repository, whose `bench/` is ormeter's.
 *
 * @param named instead of `bench/`.
 */
export function benchFiles(project: string, named: string | undefined): OwnBenchFile[] {
  const bench = named ?? join(project, "bench");
  if (!existsSync(bench) || (named === undefined && project === packageRoot())) return [];
  const folders = readdirSync(bench, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: folder }) =>
    readdirSync(join(bench, folder), { withFileTypes: true }).flatMap((entry) => {
      const name = entry.isFile() ? code.exec(entry.name)?.[1] : undefined;
      return name === undefined ? [] : [{ id: `${folder}/${name}`, source: join(bench, folder, entry.name) }];
    }),
  );
}

/** The patterns among a project's files, in listing order. */
export const ownPatterns = (files: readonly OwnBenchFile[]): string[] =>
  files
    .map(({ id }) => id)
    .filter((id) => !id.endsWith("/client"))
    .sort();

/**
 * Compiles what a project brings along.
 *
 * @param sources files of it that the worker is told to load.
 * @throws UsageError where one can't be compiled.
 */
export async function compileProject(
  folder: string,
  sources: readonly string[],
  bench: readonly OwnBenchFile[],
): Promise<OwnProject> {
  const entries = [...sources, ...bench.map(({ source }) => source)];
  const { files, links, pathOf } = await compileFiles({ entries, root: folder });
  const fileOf = (source: string): string => {
    const path = pathOf(source);
    if (path === undefined) throw new Error(`${relative(folder, source)} wasn't compiled.`);
    return posix.join(below, path);
  };
  const placed = new Map([...files].map(([path, content]) => [posix.join(below, path), content]));
  for (const { id, source } of bench) placed.set(`bench/${id}.js`, entrance(fileOf(source), placed));
  return {
    folder,
    files: {
      files: placed,
      links: new Map([...links].map(([path, target]) => [posix.join(below, path), target])),
    },
    fileOf,
  };
}

/**
 * The module that stands for a file of the project's among ormeter's: it gives the file's default export, whatever kind of
 * module that is. Named by what it stands for, since a pattern is told from an edited one by its module's content.
 */
function entrance(file: string, files: ReadonlyMap<string, Buffer>): Buffer {
  const digest = createHash("sha256")
    .update(files.get(file) ?? "")
    .digest("hex");
  return Buffer.from(
    `// ${digest}\nimport * as own from ${JSON.stringify(`../../${file}`)};\n` +
      `export default own.default?.__esModule === true ? own.default.default : own.default;\n`,
  );
}
