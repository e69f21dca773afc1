/**
 * The reports at the end of a command that measured: `ormeter report`, started. Apart from report.ts, so that the
 * process which draws doesn't load what starts processes.
 */
import { execa } from "execa";
import { compiledProgram } from "../../config/project.js";
import { UsageError } from "../../errors.js";
import { exitCode } from "../../exit-codes.js";
import { exitCodeOfSignal } from "./interruption.js";

/** Where else the reports go. */
export interface WriteReportsOptions {
  readonly stepSummary: string | undefined;
  /** Whether the picture to share is written, too. */
  readonly share?: boolean | undefined;
  /** Where it is said which files were written. */
  readonly output: Pick<NodeJS.WritableStream, "write">;
  /** Ends it. One that is aborted already doesn't: who interrupted a run still wants to see what it measured. */
  readonly signal?: AbortSignal | undefined;
}

/** How it ended: `code` is that of the signal that ended it. */
export type WrittenReports = { readonly kind: "written" } | { readonly kind: "interrupted"; readonly code: number };

/**
 * Writes `report.html` and `report.md` of a run that has its `result.json`, in a process of its own: what draws charts
 * must not weigh on the parent of trials.
 *
 * @throws UsageError where the user can fix what kept it from writing, otherwise Error, with what that process said
 */
export async function writeReports(
  dir: string,
  { stepSummary, share = false, output, signal }: WriteReportsOptions,
): Promise<WrittenReports> {
  const isEnding = signal?.aborted === true;
  const ended = await execa(
    process.execPath,
    [compiledProgram("src/cli.ts"), "report", dir, ...(share ? ["--share"] : [])],
    {
      env: { GITHUB_STEP_SUMMARY: stepSummary ?? "" },
      stdin: "ignore",
      reject: false,
      ...(signal && !isEnding && { cancelSignal: signal }),
    },
  );
  const { exitCode: code, stderr, signal: killedBy } = ended;
  if (code === exitCode.fine) {
    output.write(`${stderr}\n`);
    return { kind: "written" };
  }
  // A terminal's Ctrl-C reaches that process, too, and may be seen there first.
  const byExit = code !== undefined && code > 128 ? code : undefined;
  const bySignal = killedBy === "SIGINT" || killedBy === "SIGTERM" || killedBy === "SIGHUP" ? killedBy : undefined;
  if (byExit !== undefined || bySignal !== undefined || ended.isCanceled) {
    return { kind: "interrupted", code: byExit ?? exitCodeOfSignal(bySignal ?? "SIGTERM") };
  }
  const said = stderr.trim().replace(/^ormeter: /, "");
  const Kind = code === exitCode.usage ? UsageError : Error;
  throw new Kind(`The reports could not be written into ${dir}; the result is there. ${said}`);
}
