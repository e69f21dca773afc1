/** Named baselines: results that are kept to be compared with, in files that are made to be committed. */
import { existsSync } from "node:fs";
import { commandLine } from "../config/invocation.js";
import { UsageError } from "../errors.js";
import type { Result } from "./schema.js";
import { readResult, writeResultFile } from "./store.js";
import { withoutTimelines } from "./timelines.js";

/**
 * Keeps a result as a baseline, in place of one of that name; only a whole one of which all reads returned the same
 * data, since others would be compared with it for a long time. Timelines are left out: nothing compares them, and they are most of a result's size.
 *
 * @param say told what was done.
 * @throws UsageError when it can't be written
 */
export async function saveBaseline(file: string, result: Result, say: (line: string) => void): Promise<void> {
  if (result.state !== "complete") {
    say(`Not saved as ${file}: the run was interrupted.`);
    return;
  }
  if (result.equivalence.kind === "different") {
    say(`Not saved as ${file}: the reads returned different data.`);
    return;
  }
  const replaced = existsSync(file);
  const own = withoutTimelines(result);
  delete own.comparisons;
  await writeResultFile(file, own);
  say(`${replaced ? "Replaced" : "Saved"} the baseline ${file}`);
}

/**
 * Reads a named baseline.
 *
 * @throws UsageError where there is none of that name, or it can't be read
 */
export async function readBaseline(name: string, file: string): Promise<Result> {
  if (!existsSync(file)) {
    throw new UsageError(
      `There is no baseline "${name}" (${file}); ${commandLine("bench", `--save ${name}`)} makes one.`,
    );
  }
  return readResult(file);
}
