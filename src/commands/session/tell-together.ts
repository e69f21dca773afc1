/** One report on several runs of one command, beside those of each: what CI shows begins with what all come to. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeLine } from "../../display/write-line.js";
import { exitCode } from "../../exit-codes.js";
import { renderTogether } from "../../report/markdown/together.js";
import type { NamedVerdict } from "../../report/model/report.js";
import { verdictOfAll } from "../../report/model/verdict-line.js";
import { appendSummary, writeText } from "../run-report.js";
import type { Streams } from "./measuring-command.js";

/** A run that was made, and what it came to. */
export interface ToldRun extends NamedVerdict {
  /** Its folder, with a `report.md` in it. */
  readonly out: string;
}

/**
 * Writes `report.md` into the folder above those of the runs, says what all come to, and gives a CI host its summary.
 *
 * @param code the exit code that all come to.
 */
export async function tellTogether(
  runs: readonly ToldRun[],
  code: number,
  {
    out,
    json,
    stepSummary,
  }: { readonly out: string; readonly json: boolean; readonly stepSummary: string | undefined },
  { stdout, stderr }: Streams,
): Promise<void> {
  const overall = verdictOfAll(runs, code === exitCode.usage);
  const reports = await Promise.all(
    // One that couldn't be written was told; what it came to stands in the list.
    runs.map(async (run) => ({ ...run, markdown: await readFile(join(run.out, "report.md"), "utf8").catch(() => "") })),
  );
  const markdown = renderTogether(overall, reports);
  const file = join(out, "report.md");
  await writeText(file, markdown);
  if (!json) writeLine(stdout, `${overall.word}: ${overall.why}`);
  writeLine(stderr, `Wrote ${file}`);
  if (stepSummary !== undefined) await appendSummary(stepSummary, markdown, stderr);
}
