/** What all commands that measure have in common: the run's folder, the display, the reports, the exit code. */
import pc from "picocolors";
import type { Judging } from "../config/comparison-options.js";
import { claimOut } from "../config/options.js";
import { createDisplay, type Display } from "../display/display.js";
import { renderTerminal } from "../report/terminal.js";
import type { Result } from "../results/schema.js";
import { writeResult } from "../results/store.js";
import { saveBaseline } from "../results/baselines.js";
import { openOutputFile } from "../runner/output-file.js";
import { exitCodeOf } from "./exit-code.js";
import { withInterruption } from "./interruption.js";
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
  readonly save: string | undefined;
  readonly judging: Judging;
}

/**
 * Measures, and writes the result where it belongs. What was measured until an interruption is kept; where that is
 * nothing, the run's folder goes too.
 *
 * @param present what is written to standard output: the result's table, or with `--json` the result.
 * @returns the exit code.
 * @throws what `measure` throws, unless it was interrupted.
 */
export function runMeasuringCommand(
  { out, json, stepSummary, save, judging }: ResultOptions,
  { stdout, stderr }: Streams,
  measure: (display: Display, signal: AbortSignal) => Promise<Result>,
  present: (result: Result) => string | Promise<string> = (result) =>
    json ? JSON.stringify(result) : renderFor(stdout, result),
): Promise<number> {
  return withInterruption(async (interruption) => {
    // Tried now, so that one who can't have it hears of it before a million rows are loaded.
    await openOutputFile().read(() => undefined);
    const unclaim = claimOut(out);
    const display = createDisplay(stderr);
    let result: Result;
    try {
      result = await measure(display, interruption.signal);
    } catch (error) {
      unclaim();
      const code = interruption.exitCode();
      if (code === undefined) throw error;
      display.note("Interrupted before anything was measured.");
      return code;
    } finally {
      display.close();
    }
    try {
      await writeResult(out, result);
      if (save !== undefined) await saveBaseline(save, result, (line) => stderr.write(`${line}\n`));
    } finally {
      // Also where it can't be written, for a full disk: the figures took a while.
      stdout.write(`${await present(result)}\n`);
    }
    // Last, since it takes seconds that the figures needn't wait for.
    await writeReports(out, { stepSummary, output: stderr });
    return interruption.exitCode() ?? exitCodeOf(result, judging.strict, judging.thresholds);
  });
}

/** A result as it is shown on a stream: as wide as its terminal, in colour where that can show it. */
export const renderFor = (stdout: Streams["stdout"], result: Result): string => renderTerminal(result, screen(stdout));

/** What a stream can show. */
export const screen = ({ isTTY, columns }: Streams["stdout"]): { columns: number; color: boolean } => ({
  columns: isTTY ? columns : columnsElsewhere,
  color: pc.isColorSupported && isTTY,
});
