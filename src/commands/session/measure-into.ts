/** What becomes of a run, whoever asked for it: measured, kept in its folder where it has one, reported. */
import type { Display } from "../../display/display.js";
import { claimOut } from "../../project/run-folder.js";
import { saveBaseline } from "../../results/baselines.js";
import type { Result } from "../../results/schema.js";
import { tryOutputFile } from "../../runner/output-file.js";
import type { Draft, Keep } from "./draft.js";
import { writeReports } from "./write-reports.js";

/** Measures; tells `keep` what there is whenever there is more. */
export type Measure = (display: Display, signal: AbortSignal, keep: Keep) => Promise<Result>;

/** Where a result goes. */
export interface Place {
  /** What was measured so far; without a folder no file is written. */
  readonly draft: Draft;
  /** Where a CI host wants the report in Markdown too. */
  readonly stepSummary?: string | undefined;
  /** The file that keeps the result as a named baseline, too. */
  readonly save?: string | undefined;
  /** Whether the picture to share is written, too. */
  readonly share?: boolean | undefined;
  /** Whether the folder holds what the run goes on with. */
  readonly mayReplace?: boolean;
}

/** Who asked: a person, or a program. */
export interface Audience {
  /** Made when it is sure that what is measured can be kept. */
  readonly display: () => Display;
  /** Aborted where nobody wants more of it. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Where it is said which reports were written. */
  readonly reportsSay: Pick<NodeJS.WritableStream, "write">;
  /** Shows the result, before reports are made of it, which takes seconds. */
  readonly show: (result: Result) => void | Promise<void>;
}

/** What came of it. */
export type Kept =
  /** Interrupted; what was measured until then is in the run's folder. */
  | { readonly kind: "nothing" }
  /** Interrupted when the result was there, and its reports weren't: `code` as a shell has it. */
  | { readonly kind: "unreported"; readonly result: Result; readonly code: number }
  | { readonly kind: "kept"; readonly result: Result };

/**
 * Measures, and writes the result where it belongs. What was measured until an interruption is kept, and what was
 * measured until an error; where that is nothing, the run's folder goes too.
 *
 * @throws what `measure` throws, unless it was interrupted; UsageError where the result can't be written.
 */
export async function measureInto(
  { draft, stepSummary, save, share, mayReplace = false }: Place,
  { display: open, signal, say, reportsSay, show }: Audience,
  measure: Measure,
): Promise<Kept> {
  const { out } = draft;
  await tryOutputFile();
  const unclaim = out === undefined ? () => undefined : claimOut(out, mayReplace);
  try {
    const display = open();
    let result: Result;
    try {
      result = await measure(display, signal, draft.keep);
    } catch (error) {
      display.close();
      if (signal.aborted && draft.isEmpty) say("Interrupted before anything was measured.");
      await draft.write();
      if (!signal.aborted) throw error;
      return { kind: "nothing" };
    } finally {
      display.close();
    }
    try {
      await draft.finish(result);
      if (save !== undefined) await saveBaseline(save, result, say);
    } finally {
      // Also where it can't be written, for a full disk: the figures took a while.
      await show(result);
    }
    if (out === undefined) return { kind: "kept", result };
    // Last, since it takes seconds that the figures needn't wait for.
    const reports = await writeReports(out, { stepSummary, share, output: reportsSay, signal });
    return reports.kind === "interrupted"
      ? { kind: "unreported", result, code: reports.code }
      : { kind: "kept", result };
  } finally {
    unclaim();
  }
}
