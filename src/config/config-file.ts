/** `ormeter.config.ts` and its kin: what a project says once, so that nobody types it. Every key is a flag, too. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import leven from "leven";
import { UsageError } from "../errors.js";
import { compileFiles } from "../project/compile/compile.js";
import { writeCompiled } from "../project/compile/write.js";
import { dropConnectionVariables } from "../project/environment.js";
import { makeHome } from "../project/home.js";
import type { Surroundings } from "./surroundings.js";

/** What a config says, as flags would: text by the flag's name in camel case, true for switches. */
export interface ConfigFile {
  readonly file: string;
  /** The folder that it lies in: paths in it are relative to that, and it is the project's. */
  readonly folder: string;
  readonly values: Readonly<Record<string, string | true>>;
}

const names = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"].map((ending) => `ormeter.config.${ending}`);

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
  const values = Object.entries(given).flatMap(([key, value]) => {
    if (!known.includes(key)) throw unknownKey(file, key, known);
    const text = textOf(value);
    if (text === undefined && value !== false && value !== undefined && value !== null) {
      throw new UsageError(
        `${basename(file)}: "${key}" must be text, a number, true or false, or a list of text; it is ${kindOf(value)}.`,
      );
    }
    return text === undefined ? [] : [[key, text] as const];
  });
  return { file, folder, values: Object.fromEntries(values) };
}

/** The surroundings with what the config's own imports set: many read a file of variables. */
export function withLoadedEnvironment(around: Surroundings): Surroundings {
  // Taken first: those of the server's that a file of variables set are meant for it.
  const env = { ...around.env, ...process.env };
  dropConnectionVariables();
  return { ...around, env };
}

/** As it would be typed; undefined for what isn't there. */
function textOf(value: unknown): string | true | undefined {
  if (value === true || typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  const isList = Array.isArray(value) && value.every((each) => typeof each === "string");
  return isList && value.length > 0 ? value.join(",") : undefined;
}

const kindOf = (value: unknown): string =>
  value === undefined ? "nothing" : value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;

function unknownKey(file: string, key: string, known: readonly string[]): UsageError {
  const [nearest] = known
    .map((name) => ({ name, away: leven(name.toLowerCase(), key.toLowerCase()) }))
    .filter(({ name, away }) => away <= Math.max(2, name.length / 3))
    .sort((a, b) => a.away - b.away);
  const guess = nearest === undefined ? "" : `; did you mean "${nearest.name}"?`;
  const password = key === "url" ? ' A URL holds a password: name the variable that has it, with "urlFrom".' : "";
  return new UsageError(
    `${basename(file)}: there is no key "${key}"${guess || "."}${password} There are ${[...known].sort().join(", ")}.`,
  );
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new UsageError(`${file} can't be read as JSON: ${(cause as Error).message}`, { cause });
  }
}

/** Compiles it into the project's `.ormeter`, and imports that. */
async function importConfig(file: string, folder: string): Promise<unknown> {
  const compiled = await compileFiles({ entries: [file], root: folder });
  const digest = createHash("sha256");
  for (const [path, content] of compiled.files) digest.update(`${path}\0`).update(content);
  const target = join(await makeHome(folder), "config", digest.digest("hex").slice(0, 16));
  await writeCompiled(compiled, target);
  const path = join(target, compiled.pathOf(file) ?? basename(file));
  try {
    const loaded = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
    // A CommonJS module that says it was one of ES modules has its default in its exports.
    const inner = loaded.default as { readonly default?: unknown; readonly __esModule?: unknown } | undefined;
    return inner?.__esModule === true ? inner.default : loaded.default;
  } catch (cause) {
    const [reason = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    throw new UsageError(`${file} ends with an error when it is loaded: ${reason}`, { cause });
  }
}
