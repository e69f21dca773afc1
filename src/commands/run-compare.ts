/** What `ormeter compare` does. */
import { onlyVariant } from "../compare/compare-sides.js";
import { claimOut } from "../project/run-folder.js";
import { UsageError } from "../errors.js";
import { printableJson } from "../report/printable.js";
import type { Result } from "../results/schema.js";
import { readResult, writeResult } from "../results/store.js";
import type { CompareOptions, NamedSide } from "./options/compare.js";
import { comparedResult } from "./session/two-results.js";
import { exitCodeOf, judgingOf } from "./session/exit-code.js";
import { renderFor, type Streams } from "./session/measuring-command.js";
import { writeReports } from "./session/write-reports.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError where one of the results can't be read, or nothing can be written where it should be.
 */
export async function runCompare(options: CompareOptions, { stdout, stderr }: Streams = process): Promise<number> {
  const { baseline, candidate, out, json, stepSummary } = options;
  const before = { name: baseline.name, result: await readSide(baseline) };
  const after = { name: candidate.name, result: await readSide(candidate) };
  const result = comparedResult(before, after, judgingOf(options));
  const unclaim = out === undefined ? undefined : claimOut(out);
  try {
    if (out !== undefined) await writeResult(out, result);
    stdout.write(`${json ? printableJson(result) : renderFor(stdout, result)}\n`);
    const code = exitCodeOf(result);
    if (out === undefined) return code;
    const reports = await writeReports(out, { stepSummary, output: stderr });
    return reports.kind === "interrupted" ? reports.code : code;
  } finally {
    unclaim?.();
  }
}

/**
 * The result that a side names.
 *
 * @throws UsageError where it can't be read.
 */
export async function readSide({ name, file, variant }: NamedSide): Promise<Result> {
  const result = await readResult(file);
  if (variant === undefined) return result;
  const only = onlyVariant(result, variant);
  if (only) return only;
  const there = result.variants.map((each) => each.name).join(", ");
  throw new UsageError(`compare: "${name}" names a variant that isn't in ${file}; there are ${there}.`);
}
