/** Options of `article`: those of `bench` that make sense there, and where a Python may be. */
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { UsageError } from "../errors.js";
import {
  defaultOut,
  resolveBenchOptions,
  type BenchOptions,
  type RawBenchOptions,
  type Surroundings,
} from "./options.js";

/** Options of `article` as commander gives them. */
export interface RawArticleOptions extends Pick<
  RawBenchOptions,
  "rows" | "rounds" | "url" | "out" | "timeout" | "rngSeed" | "json"
> {
  readonly python?: string;
}

/** Options of `article`, complete and checked. */
export interface ArticleOptions extends BenchOptions {
  /** Programs that may be a Python with SQLAlchemy, the likeliest first. */
  readonly pythons: readonly string[];
}

/** Where Debian's own Python is: the one that its packages are for, whatever comes first on PATH. */
const systemPython = "/usr/bin/python3";

/**
 * Resolves the options of `article`.
 *
 * @param patterns ids of what is read in Node.
 * @throws UsageError with one sentence for the first value that won't do.
 */
export function resolveArticleOptions(
  { python, ...raw }: RawArticleOptions,
  patterns: readonly string[],
  surroundings: Surroundings,
): ArticleOptions {
  const { cwd, now } = surroundings;
  const options = resolveBenchOptions({ out: defaultOut(cwd, "article", now), ...raw }, surroundings, patterns);
  return Object.freeze({
    ...options,
    pythons: python === undefined ? pythonsOnPath(surroundings) : [namedPython(python, surroundings)],
  });
}

function pythonsOnPath({ env }: Surroundings): string[] {
  const folders = (env["PATH"] ?? "").split(delimiter).filter(isAbsolute);
  return [...new Set([...folders.map((folder) => join(folder, "python3")), systemPython])].filter(isExecutable);
}

function namedPython(python: string, { cwd }: Surroundings): string {
  const path = resolve(cwd, python);
  if (!isExecutable(path)) {
    throw new UsageError(`--python must name a program, such as ${systemPython}; received "${python}".`);
  }
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
