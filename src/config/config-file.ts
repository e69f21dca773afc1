/** `ormeter.config.ts` and its kin: what a project says once, so that nobody types it. Every key is a flag, too. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UsageError } from "../errors.js";
import { importable } from "../project/compile/import.js";
import { reasonOf } from "../trial/loading-error.js";
import { dropConnectionVariables } from "../project/process-environment.js";
import { kindOf, saidOptions } from "./said-options.js";
import type { ConfigFile, Surroundings } from "./surroundings.js";

const names = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"].map((ending) => `ormeter.config.${ending}`);

/** Where a file of JSON says what an editor can check it by. */
export const schemaKey = "$schema";

/** The config in just this folder; undefined where there is none. */
export const configIn = (folder: string): string | undefined =>
  names.map((name) => join(folder, name)).find((file) => existsSync(file));

/** The config in `folder` or the nearest folder above it; undefined where there is none. */
export function findConfig(folder: string): string | undefined {
  const found = configIn(folder);
  if (found !== undefined) return found;
  const above = dirname(folder);
  return above === folder ? undefined : findConfig(above);
}

/**
 * Loads a config.
 *
 * @param known the keys that there are: every flag's, in camel case.
 * @throws UsageError where it can't be loaded, or says something that nobody knows; the key is named.
 */
export async function loadConfig(file: string, known: readonly string[]): Promise<ConfigFile> {
  const folder = dirname(file);
  const given = file.endsWith(".json") ? await readJson(file) : await importConfig(file, folder);
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new UsageError(
      `${file} must export the config as its default: export default defineConfig({ … }); it exports ${kindOf(given)}.`,
    );
  }
  const said = saidOptions(given, [...known, schemaKey], basename(file));
  const values = Object.entries(said).flatMap(([key, value]) =>
    value === false || key === schemaKey ? [] : [[key, value] as const],
  );
  return { file, folder, values: Object.fromEntries(values) };
}

/** The surroundings with what the config's own imports set: many read a file of variables. */
export function withLoadedEnvironment(around: Surroundings): Surroundings {
  // Taken first: those of the server's that a file of variables set are meant for it.
  const env = { ...around.env, ...process.env };
  dropConnectionVariables();
  return { ...around, env };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new UsageError(`${file} can't be read as JSON: ${(cause as Error).message}`, { cause });
  }
}

/** Compiles it, and imports that. */
async function importConfig(file: string, folder: string): Promise<unknown> {
  const load = await importable([file], folder, "config");
  try {
    return await load(file);
  } catch (cause) {
    throw new UsageError(`${file} ends with an error when it is loaded: ${reasonOf(cause)}`, { cause });
  }
}
