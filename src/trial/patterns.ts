/** Loads the files of `bench/`. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Pattern } from "./pattern.js";
import type { PatternDescription } from "./protocol.js";

/** The compiled file of a pattern, beside this compiled file. */
const fileOf = (id: string): URL => new URL(`../../bench/${id}.js`, import.meta.url);

/**
 * The pattern in `bench/<id>`.
 *
 * @throws Error with a sentence where the file's default export isn't a pattern of that name.
 */
export async function loadPattern(id: string): Promise<Pattern> {
  const { default: pattern } = (await import(fileOf(id).href)) as { default?: Partial<Pattern> };
  const name = id.slice(id.indexOf("/") + 1);
  if (typeof pattern?.read !== "function" || !pattern.access || !pattern.yields || !pattern.does || !pattern.options) {
    throw new Error(`bench/${id}.ts has no pattern as its default export: see docs/writing-a-pattern.md.`);
  }
  if (pattern.name !== name) {
    throw new Error(`bench/${id}.ts calls itself "${String(pattern.name)}"; the name must be the file's, "${name}".`);
  }
  return pattern as Pattern;
}

/** What a pattern says of itself, with a digest of its compiled source. */
export async function describePattern(id: string): Promise<PatternDescription> {
  const { does, yields, options } = await loadPattern(id);
  const source = createHash("sha256")
    .update(await readFile(fileURLToPath(fileOf(id))))
    .digest("hex");
  return { id, does, yields, options, source };
}
