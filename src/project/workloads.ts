/** The workloads of a project: every `bench/<name>.workload.js` that was compiled. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { hasSources, packageRoot } from "../config/project.js";
import { nearestTo } from "../config/said-options.js";
import type { LoadableWorkload } from "../engines/engine.js";
import { UsageError } from "../errors.js";
import type { Workload } from "./workload.js";
import { reasonOf } from "../trial/loading-error.js";

const ending = ".workload.js";

/** A workload of a project's, with what it says of itself. */
export interface ProjectWorkload extends LoadableWorkload, Pick<Workload, "what" | "usualRows"> {
  readonly isUsual: boolean;
}

/** All of them, by name. */
export async function projectWorkloads(root = packageRoot()): Promise<readonly ProjectWorkload[]> {
  const folder = join(root, "dist", "bench");
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)) : [];
  // What was compiled of a source that is gone is no workload any more; an installed package has no sources.
  const isFromSources = hasSources(root, "");
  const workloads: ProjectWorkload[] = [];
  for (const file of files.sort()) {
    const name = file.slice(0, -ending.length);
    if (isFromSources && !existsSync(join(root, "bench", `${name}.workload.ts`))) continue;
    workloads.push(await loadWorkload(join(folder, file), name));
  }
  return workloads;
}

/**
 * The workload of that name; without one the usual one, or the first.
 *
 * @throws UsageError where there is none, or its file isn't one
 */
export async function projectWorkload(wanted?: string, root = packageRoot()): Promise<ProjectWorkload> {
  const workloads = await projectWorkloads(root);
  if (wanted === undefined) {
    const found = workloads.find(({ isUsual }) => isUsual) ?? workloads[0];
    if (found) return found;
    throw new UsageError(`There is no workload in ${join(root, "bench")}: a file <name>.workload.ts.`);
  }
  const found = workloads.find(({ name }) => name === wanted);
  if (found) return found;
  const names = workloads.map(({ name }) => name);
  const nearest = nearestTo(wanted, names);
  throw new UsageError(
    `--workload: there is no workload "${wanted}"${nearest === undefined ? "." : `; did you mean ${nearest}?`} ` +
      `There are ${names.join(", ")}.`,
  );
}

async function loadWorkload(path: string, name: string): Promise<ProjectWorkload> {
  const module = pathToFileURL(path).href;
  let loaded: { readonly default?: Partial<Workload> };
  try {
    loaded = (await import(module)) as typeof loaded;
  } catch (cause) {
    throw new UsageError(`bench/${name}.workload.ts ends with an error when it is loaded: ${reasonOf(cause)}`, {
      cause,
    });
  }
  const { default: workload } = loaded;
  if (typeof workload?.load !== "function" || workload.table === undefined || workload.version === undefined) {
    throw new UsageError(`bench/${name}.workload.ts has no workload as its default export: see docs/data-set.md.`);
  }
  if (workload.name !== name) {
    throw new UsageError(
      `bench/${name}.workload.ts calls itself "${String(workload.name)}"; the name must be the file's, "${name}".`,
    );
  }
  const { table, relations = [], version, what = "", isUsual = false, usualRows } = workload;
  const { smallRows = 5_000, bytesPerRow = 200 } = workload;
  return {
    name,
    table,
    relations,
    version,
    what,
    isUsual,
    smallRows,
    bytesPerRow,
    module,
    ...(usualRows !== undefined && { usualRows }),
  };
}
