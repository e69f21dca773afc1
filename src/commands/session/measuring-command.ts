/** What all commands that measure have in common: the run's folder, the display, the reports, the exit code. */
import { join } from "node:path";
import pc from "picocolors";
import type { Browser } from "../../config/browser.js";
import { commandLine } from "../../config/invocation.js";
import { claimOut } from "../../project/run-folder.js";
import { createDisplay, type Display } from "../../display/display.js";
import { writeLine } from "../../display/write-line.js";
import { printableJson } from "../../report/printable.js";
import { resultReport } from "../../report/model/result.js";
import { renderTerminal } from "../../report/terminal/report.js";
import type { Result } from "../../results/schema.js";
import { saveBaseline } from "../../results/baselines.js";
import { tryOutputFile } from "../../runner/output-file.js";
import { Draft, type Keep } from "./draft.js";
import { keptJudging, type Judging } from "../../compare/thresholds.js";
import { exitCodeOf, judgingOf } from "./exit-code.js";
import { withInterruption } from "./interruption.js";
import { openPage } from "./open-page.js";
import { writeReports } from "./write-reports.js";

/** Columns of a table that no terminal shows. */
const columnsElsewhere = 160;

/** Where a command writes what it has to say. */
export type Streams = Pick<NodeJS.Process, "stdout" | "stderr">;

/** What of a command's options decides where its result goes. */
export interface ResultOptions {
  /** The run's folder. */
  readonly out: string;
  /** Whether the result is printed instead of a report. */
  readonly json: boolean;
  /** Where a CI host wants the report in Markdown too. */
  readonly stepSummary: string | undefined;
  /** The file that keeps the result as a named baseline, too. */
  readonly save?: string | undefined;
  /** How what was compared is judged; left out, by the declared thresholds. */
  readonly judging?: Judging;
  /** What shows the page at the end, where that is wanted. */
  readonly open?: Browser | undefined;
}

/** Measures; tells `keep` what there is whenever there is more. */
export type Measure = (display: Display, signal: AbortSignal, keep: Keep) => Promise<Result>;

/**
 * Measures, and writes the result where it belongs. What was measured until an interruption is kept, and what was
 * measured until an error; where that is nothing, the run's folder goes too.
 *
 * @param present what is written to standard output: the result's table, or with `--json` the result.
 * @returns the exit code.
 * @throws what `measure` throws, unless it was interrupted.
 */
export function runMeasuringCommand(
  { out, json, stepSummary, save, judging = judgingOf(), open }: ResultOptions,
  { stdout, stderr }: Streams,
  measure: Measure,
  present: (result: Result) => string | Promise<string> = (result) =>
    json ? printableJson(result) : renderFor(stdout, result),
): Promise<number> {
  const say = (line: string): void => writeLine(stderr, line);
  const draft = new Draft(out, say);
  return withInterruption(
    async (interruption) => {
      await tryOutputFile();
      const unclaim = claimOut(out);
      try {
        const display = createDisplay(stderr);
        let result: Result;
        try {
          const measured = await measure(display, interruption.signal, draft.keep);
          result = measured.comparisons ? { ...measured, judging: keptJudging(judging) } : measured;
        } catch (error) {
          display.close();
          const code = interruption.exitCode();
          if (code !== undefined && draft.isEmpty) say("Interrupted before anything was measured.");
          await draft.write();
          if (code === undefined) throw error;
          return code;
        } finally {
          display.close();
        }
        try {
          await draft.finish(result);
          if (save !== undefined) await saveBaseline(save, result, say);
        } finally {
          // Also where it can't be written, for a full disk: the figures took a while.
          stdout.write(`${await present(result)}\n`);
        }
        // Last, since it takes seconds that the figures needn't wait for.
        const reports = await writeReports(out, { stepSummary, output: stderr, signal: interruption.signal });
        if (reports.kind === "interrupted") {
          say(`Interrupted before the reports were there; ${commandLine("report", out)} makes them.`);
          return interruption.exitCode() ?? reports.code;
        }
        if (open) await openPage(open, join(out, "report.html"), say);
        return interruption.exitCode() ?? exitCodeOf(result, judging);
      } finally {
        unclaim();
      }
    },
    { beforeExit: () => draft.write() },
  );
}

/** A result as it is shown on a stream: as wide as its terminal, in colour where that can show it. */
export const renderFor = (stdout: Streams["stdout"], result: Result): string =>
  renderTerminal(resultReport(result), screen(stdout));

/** What a stream can show. */
export const screen = ({ isTTY, columns }: Streams["stdout"]): { columns: number; color: boolean } => ({
  columns: isTTY ? columns : columnsElsewhere,
  color: pc.isColorSupported && isTTY,
});
