/** A project's folder, looked through: its manifest, its sources, its SQL files; not what is installed or built. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../errors.js";

/** A file's text. */
export interface TextFile {
  /** Below the project's folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What of a package.json matters here. */
export interface Manifest {
  readonly name?: string;
  readonly type?: string;
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly workspaces?: unknown;
  readonly packageManager?: unknown;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly devDependencies?: Readonly<Record<string, unknown>>;
  readonly peerDependencies?: Readonly<Record<string, unknown>>;
}

/** What was read of a folder. */
export interface ProjectFolder {
  /** Absolute. */
  readonly folder: string;
  readonly manifest: Manifest;
  readonly sources: readonly TextFile[];
  readonly sql: readonly TextFile[];
}

/** More files than this nobody writes by hand: what is beyond is generated, or isn't a project. */
const mostFiles = 5_000;
/** Bytes beyond which a source holds data. */
const largest = 300_000;

const passedOver = /^(?:node_modules|bower_components|dist|build|out|coverage|results|baselines|\..*)$/;
const source = /^(?!.*\.d\.[mc]?ts$).+\.[mc]?[jt]s$/;

/**
 * Looks through a folder; packages of their own below it are others' folders.
 *
 * @throws UsageError where it is no project's, or its package.json can't be read.
 */
export function lookThrough(folder: string): ProjectFolder {
  const paths = filesBelow(folder);
  const read = (pattern: RegExp): TextFile[] =>
    paths
      .filter((path) => pattern.test(path) && statSync(join(folder, path)).size <= largest)
      .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
  return { folder, manifest: readManifest(folder), sources: read(source), sql: read(/\.sql$/i) };
}

/** @throws UsageError where there is none, or it isn't JSON. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, "package.json");
  if (!existsSync(file)) {
    throw new UsageError(
      `${folder} has no package.json: run this in your project's folder, where ormeter is installed (npm i -D ormeter).`,
    );
  }
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  } catch (cause) {
    throw new UsageError(`${file} can't be read as JSON: ${(cause as Error).message}`, { cause });
  }
}

/** Paths below a folder, those near the top first, in order of name. */
function filesBelow(root: string): string[] {
  const files: string[] = [];
  for (const folders = [""]; folders.length > 0 && files.length < mostFiles;) {
    const below = folders.shift() ?? "";
    const entries = readdirSync(join(root, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && !passedOver.test(entry.name) && !isPackage(join(root, path))) folders.push(path);
    }
  }
  return files;
}

/** Whether a folder is a package by itself; one without a name only says what its modules are. */
function isPackage(folder: string): boolean {
  try {
    return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest).name !== undefined;
  } catch {
    return false;
  }
}
