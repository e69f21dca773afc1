/** Patterns that a project brings along, for commands that read what is its own. Loads what it takes only then. */
import type { OwnOptions } from "./own-read.js";
import type { NamedToRead } from "./own-reads.js";

/** Their ids; none where the data set is read. */
export async function patternsBesides(
  options: NamedToRead & Pick<OwnOptions, "bench" | "projectDir">,
): Promise<readonly string[]> {
  const { ownBench, readsOwn } = await import("./own-reads.js");
  if (!readsOwn(options)) return [];
  const { ownPatterns } = await import("../../project/own/own-project.js");
  return ownPatterns(ownBench(options));
}
