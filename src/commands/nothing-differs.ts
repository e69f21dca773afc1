/** What `ormeter upgrade` says of two lock files in which all that reads go through is the same: nothing is measured. */
import { join } from "node:path";
import { packageRoot } from "../config/project.js";
import { exitCode } from "../exit-codes.js";
import { versionsIn } from "../project/locks/closure.js";
import { claimOut } from "../project/run-folder.js";
import { writeLine } from "../display/write-line.js";
import { renderMarkdown } from "../report/markdown/report.js";
import { sameLocksReport } from "../report/model/same-locks.js";
import { printableJson } from "../report/printable.js";
import { renderTerminal } from "../report/terminal/report.js";
import { ormeterVersion } from "../results/environment.js";
import { appendSummary, writeText } from "./run-report.js";
import { screen, type Streams } from "./session/measuring-command.js";
import type { SameLocks, UpgradeOptions } from "./options/upgrade.js";

/** Two lock files, and where it is said that they are the same. */
export type SameLocksOptions = SameLocks & Pick<UpgradeOptions, "out" | "json" | "stepSummary">;

/**
 * Says so wherever a report would: on standard output, in `report.md`, in a CI host's summary.
 *
 * @returns the exit code.
 * @throws UsageError where nothing can be written into the run's folder.
 */
export async function sayNothingDiffers(
  { from, to, out, json, stepSummary }: SameLocksOptions,
  { stdout, stderr }: Streams = process,
): Promise<number> {
  const versions = versionsIn(to.closure);
  const report = sameLocksReport({
    baseline: from.text,
    candidate: to.text,
    versions,
    ormeter: ormeterVersion(packageRoot()),
  });
  const unclaim = claimOut(out);
  try {
    const markdown = renderMarkdown(report);
    const file = join(out, "report.md");
    await writeText(file, markdown);
    const same = {
      baseline: from.text,
      candidate: to.text,
      verdict: report.verdict,
      packages: Object.fromEntries(versions),
    };
    stdout.write(`${json ? printableJson(same) : renderTerminal(report, screen(stdout))}\n`);
    writeLine(stderr, `Wrote ${file}`);
    if (stepSummary !== undefined) await appendSummary(stepSummary, markdown, stderr);
  } finally {
    unclaim();
  }
  return exitCode.fine;
}
