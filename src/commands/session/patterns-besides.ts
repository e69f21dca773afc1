/** Patterns that a project brings along, for commands that read what is its own. Loads what it takes only then. */
import type { OwnOptions } from "./own-read.js";

/** Their ids; none where the data set is read. */
export async function patternsBesides(
  options: Pick<OwnOptions, "bench" | "dataSource" | "projectDir" | "table" | "query" | "read">,
): Promise<readonly string[]> {
  const { ownBench, readsOwn } = await import("./own-reads.js");
  if (!readsOwn(options)) return [];
  const { ownPatterns } = await import("../../project/own/own-project.js");
  return ownPatterns(ownBench(options));
}
