/**
 * The reports at the end of a command that measured: `ormeter report`, started. Apart from report.ts, so that the
 * process which draws doesn't load what starts processes.
 */
import { execa } from "execa";
import { compiledProgram } from "../config/project.js";
import { UsageError } from "../errors.js";
import { exitCode } from "../exit-codes.js";

/** Where else the reports go. */
export interface WriteReportsOptions {
  readonly stepSummary: string | undefined;
  /** Where it is said which files were written. */
  readonly output: Pick<NodeJS.WritableStream, "write">;
}

/**
 * Writes `report.html` and `report.md` of a run that has its `result.json`, in a process of its own: what draws charts
 * must not weigh on the parent of trials.
 *
 * @throws UsageError where the user can mend what kept it from writing, otherwise Error, with what that process said
 */
export async function writeReports(dir: string, { stepSummary, output }: WriteReportsOptions): Promise<void> {
  const { exitCode: code, stderr } = await execa(process.execPath, [compiledProgram("src/cli.ts"), "report", dir], {
    env: { GITHUB_STEP_SUMMARY: stepSummary ?? "" },
    stdin: "ignore",
    reject: false,
  });
  if (code !== exitCode.fine) {
    const said = stderr.trim().replace(/^ormeter: /, "");
    const Kind = code === exitCode.usage ? UsageError : Error;
    throw new Kind(`The reports could not be written into ${dir}; the result is there. ${said}`);
  }
  output.write(`${stderr}\n`);
}
