/** The workloads of a project: every `bench/<name>.workload.js` that was compiled. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../config/project.js";
import type { LoadableWorkload } from "../engines/engine.js";
import { UsageError } from "../errors.js";
import type { Workload } from "./workload.js";

const ending = ".workload.js";

/**
 * The project's workload, of which there is one.
 *
 * @throws UsageError where there is none, or its file isn't one
 */
export async function projectWorkload(root = packageRoot()): Promise<LoadableWorkload> {
  const folder = join(root, "dist", "bench");
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)) : [];
  const [file] = files.sort();
  if (file === undefined)
    throw new UsageError(`There is no workload in ${join(root, "bench")}: a file <name>.workload.ts.`);
  return loadWorkload(join(folder, file), file.slice(0, -ending.length));
}

async function loadWorkload(path: string, name: string): Promise<LoadableWorkload> {
  const module = pathToFileURL(path).href;
  let loaded: { readonly default?: Partial<Workload> };
  try {
    loaded = (await import(module)) as typeof loaded;
  } catch (cause) {
    const [reason = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    throw new UsageError(`bench/${name}.workload.ts ends with an error when it is loaded: ${reason}`, { cause });
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
  return { name, table: workload.table, version: workload.version, module };
}
