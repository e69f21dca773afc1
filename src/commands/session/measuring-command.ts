/** What all commands that measure have in common: the display, what they print, the exit code. */
import { join } from "node:path";
import pc from "picocolors";
import type { Browser } from "../../config/browser.js";
import { commandLine } from "../../config/invocation.js";
import { exitCode } from "../../exit-codes.js";
import type { Resumed } from "../../flags/output.js";
import { createDisplay } from "../../display/display.js";
import { writeLine } from "../../display/write-line.js";
import { printableJson } from "../../report/printable.js";
import { resultReport } from "../../report/model/result.js";
import { renderTerminal } from "../../report/terminal/report.js";
import type { Result } from "../../results/schema.js";
import { Draft } from "./draft.js";
import { exitCodeOf } from "./exit-code.js";
import { withInterruption } from "./interruption.js";
import { measureInto, type Measure } from "./measure-into.js";
import { openPage } from "./open-page.js";

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
  /** The run that is gone on with; there where the command can. */
  readonly resume?: Resumed | undefined;
  /** Whether the picture to share is written, too. */
  readonly share?: boolean | undefined;
  /** What shows the page at the end, where that is wanted. */
  readonly open?: Browser | undefined;
}

/**
 * Measures for a person: until an interruption, with what is shown meanwhile and at the end.
 *
 * @param present what is written to standard output: the result's table, or with `--json` the result.
 * @returns the exit code.
 * @throws what `measure` throws, unless it was interrupted.
 */
export function runMeasuringCommand(
  { out, json, stepSummary, save, share, open, ...options }: ResultOptions,
  { stdout, stderr }: Streams,
  measure: Measure,
  present: (result: Result) => string | Promise<string> = (result) =>
    json ? printableJson(result) : renderFor(stdout, result),
): Promise<number> {
  const say = (line: string): void => writeLine(stderr, line);
  const draft = new Draft(out, say);
  return withInterruption(
    async ({ signal, exitCode: interrupted }) => {
      const kept = await measureInto(
        { draft, stepSummary, save, share, mayReplace: options.resume?.folder === out },
        {
          display: () => createDisplay(stderr),
          signal,
          say,
          reportsSay: stderr,
          show: async (result) => void stdout.write(`${await present(result)}\n`),
        },
        measure,
      );
      const code = interrupted();
      if (kept.kind !== "nothing" && kept.result.state === "interrupted" && "resume" in options) {
        say(`${commandLine(kept.result.command, `--resume ${out}`)} goes on with it.`);
      }
      switch (kept.kind) {
        case "nothing":
          return code ?? exitCode.trialFailed;
        case "unreported":
          say(`Interrupted before the reports were there; ${commandLine("report", out)} makes them.`);
          return code ?? kept.code;
        case "kept":
          if (open) await openPage(open, join(out, "report.html"), say);
          return code ?? exitCodeOf(kept.result);
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
