/** Patterns that a project brings along, for commands that read what is its own. Loads what it takes only then. */
import type { PatternRequest } from "../../config/pattern-requests.js";
import type { PatternChoice } from "../../flags/reading.js";
import type { OwnOptions } from "./own-read.js";
import type { NamedToRead } from "./own-reads.js";

/** What of a command's options says which patterns a project brings along. */
type NamesOwn = NamedToRead & Pick<OwnOptions, "bench" | "projectDir">;

/** Their ids; none where the data set is read. */
export async function patternsBesides(options: NamesOwn): Promise<readonly string[]> {
  const { ownBench, readsOwn } = await import("./own-reads.js");
  if (!readsOwn(options)) return [];
  const { ownPatterns } = await import("../../project/own/own-project.js");
  return ownPatterns(ownBench(options));
}

/**
 * The patterns that a command reads: those that were asked for, otherwise all that the project brings along and the usual ones.
 *
 * @throws UsageError naming what is no pattern.
 */
export async function chosenPatterns(
  given: NamesOwn & { readonly patterns: PatternChoice },
  isUsual: (id: string) => boolean,
): Promise<readonly PatternRequest[]> {
  const own = await patternsBesides(given);
  return given.patterns((id) => own.includes(id) || isUsual(id), own);
}
