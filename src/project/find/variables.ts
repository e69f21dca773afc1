/** Which variable of the environment holds a database's URL. Values are looked at, never given away. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { TextFile } from "./folder.js";

/** A file of variables that programs load. */
export interface EnvironmentFile {
  /** Below the project's folder. */
  readonly path: string;
  /** Secret. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A variable, and where it was found. */
export interface FoundVariable {
  readonly name: string;
  readonly where: string;
}

const loaded = [".env", ".env.local", ".env.development"];
const shown = [".env.example", ".env.sample", ".env.template", ".env.dist"];

/** The file of variables that a program of the project would load; undefined where there is none. */
export const environmentFile = (folder: string): EnvironmentFile | undefined => readFirst(folder, loaded);

function readFirst(folder: string, names: readonly string[]): EnvironmentFile | undefined {
  const path = names.find((name) => existsSync(join(folder, name)));
  if (path === undefined) return undefined;
  try {
    return { path, variables: parseEnv(readFileSync(join(folder, path), "utf8")) as Record<string, string> };
  } catch {
    return undefined;
  }
}

/** Where a URL is said, and a variable behind it: by its name, or through a service that is asked for it. */
const behindUrl =
  /\b(?:url|connectionString)\b["']?\s*[:=]\s*[^,;\n]*?(?:\benv\.(\w+)|\benv\[\s*["'](\w+)["']|\.get(?:OrThrow)?(?:<[^>]*>)?\(\s*["'](\w+)["'])/g;

/**
 * Finds the variable: what the sources read where they say a URL, then what files of variables hold that looks like one.
 *
 * @param folder that of the files of variables; undefined for the sources alone.
 * @param sources the most telling first.
 */
export function urlVariable(folder: string | undefined, sources: readonly TextFile[]): FoundVariable | undefined {
  for (const { path, text } of sources) {
    // Of the ways to say it one matches.
    const [name] = [...text.matchAll(behindUrl)].flatMap(([, ...names]) => names.filter(Boolean));
    if (name !== undefined) return { name, where: path };
  }
  if (folder === undefined) return undefined;
  for (const file of [readFirst(folder, loaded), readFirst(folder, shown)]) {
    const urls = Object.entries(file?.variables ?? {}).filter(([, value]) => /^postgres(?:ql)?:\/\//.test(value));
    const names = urls.map(([name]) => name);
    const name = names.find((each) => each === "DATABASE_URL") ?? names[0];
    if (file && name !== undefined) return { name, where: file.path };
  }
  return undefined;
}
