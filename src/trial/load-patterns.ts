/** Loads the files of `bench/`. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { clientOf } from "./connections.js";
import { ownFileError } from "./own-function.js";
import { yieldKinds, type Pattern } from "./pattern.js";
import type { PatternDescription } from "./protocol.js";
import { reasonOf } from "./loading-error.js";

/** The compiled file of a pattern, beside this compiled file. */
const fileOf = (id: string): URL => new URL(`../../bench/${id}.js`, import.meta.url);

/** What the file exports. An error of the file's own, a syntax error for one, needn't say which file it is in. */
async function importPattern(id: string): Promise<{ default?: Partial<Pattern> }> {
  try {
    return (await import(fileOf(id).href)) as { default?: Partial<Pattern> };
  } catch (cause) {
    if (cause instanceof Error && cause.name === ownFileError) throw cause;
    throw new Error(`bench/${id}.ts ends with an error when it is loaded: ${reasonOf(cause).replace(/\.?$/, ".")}`, {
      cause,
    });
  }
}

/**
 * The pattern in `bench/<id>`.
 *
 * @throws Error with a sentence where the file can't be loaded or its default export isn't a pattern of that name.
 */
export async function loadPattern(id: string): Promise<Pattern> {
  const { default: pattern } = await importPattern(id);
  const name = id.slice(id.indexOf("/") + 1);
  if (typeof pattern?.read !== "function" || !pattern.access || !pattern.does || !pattern.options) {
    throw new Error(`bench/${id}.ts has no pattern as its default export: see docs/writing-a-pattern.md.`);
  }
  if (!(yieldKinds as readonly unknown[]).includes(pattern.yields)) {
    throw new Error(
      `bench/${id}.ts says that it yields ${JSON.stringify(pattern.yields)}; it must be one of ${yieldKinds.join(", ")}.`,
    );
  }
  if (pattern.name !== name) {
    throw new Error(`bench/${id}.ts calls itself "${String(pattern.name)}"; the name must be the file's, "${name}".`);
  }
  return pattern as Pattern;
}

/**
 * What a pattern says of itself, with a digest of its compiled source.
 *
 * @throws Error with a sentence where it can't be read with.
 */
export async function describePattern(id: string): Promise<PatternDescription> {
  const { usual } = await clientOf(id.slice(0, id.indexOf("/")));
  const {
    name,
    does,
    yields,
    way,
    memory,
    options,
    workloads,
    relations,
    needsKey,
    continuesByKey,
    mergesAlike,
    query,
    needs,
  } = await loadPattern(id);
  const source = createHash("sha256")
    .update(await readFile(fileURLToPath(fileOf(id))))
    .digest("hex");
  return {
    id,
    does,
    yields,
    options,
    ...(way && { way }),
    ...(memory && { memory }),
    ...(workloads && { workloads }),
    ...(relations && { relations }),
    ...(needsKey !== undefined && { needsKey }),
    ...(continuesByKey !== undefined && { continuesByKey }),
    ...(mergesAlike !== undefined && { mergesAlike }),
    ...(query !== undefined && { query }),
    ...(needs && { needs }),
    source,
    ...(name === usual && { isUsual: true }),
  };
}

/**
 * What patterns say of themselves, asked one after the other: Node 20 was seen to leave one of many imports that
 * began at once waiting for ever.
 *
 * @param onLoading told of each before its file is imported, which may end the process or never end itself.
 */
export async function describePatterns(
  ids: readonly string[],
  onLoading: (id: string) => Promise<void>,
): Promise<PatternDescription[]> {
  const descriptions: PatternDescription[] = [];
  for (const id of ids) {
    await onLoading(id);
    descriptions.push(await describePattern(id));
  }
  return descriptions;
}
