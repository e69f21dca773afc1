/** What the exit code says, the same for every command. */
import { answerOf, type Answer } from "../../compare/answer.js";
import { keptJudging, thresholdsOf, type Judging } from "../../compare/thresholds.js";
import { exitCode } from "../../exit-codes.js";
import type { OptionsOf } from "../../flags/flag.js";
import type { judgingFlags } from "../../flags/judging.js";
import type { Result } from "../../results/schema.js";

/** How a comparison is judged by the flags of a command; without them by the declared thresholds. */
export const judgingOf = ({ failOn, strict = false }: Partial<OptionsOf<typeof judgingFlags>> = {}): Judging => ({
  thresholds: thresholdsOf(failOn),
  strict,
});

const codes: Readonly<Record<Answer["kind"], number>> = {
  "different-data": exitCode.differentData,
  "trials-failed": exitCode.trialFailed,
  stopped: exitCode.trialFailed,
  "nothing-measured": exitCode.trialFailed,
  regressed: exitCode.regressed,
  "nothing-compared": exitCode.trialFailed,
  undecided: exitCode.inconclusive,
  // That of the signal outweighs it.
  interrupted: exitCode.fine,
  fine: exitCode.fine,
};

/** The exit code that a run's result stands for: by how it was judged when it was made, unless told otherwise. */
export const exitCodeOf = (result: Result, judging?: Judging): number =>
  codes[answerOf(result, judging && keptJudging(judging)).kind];
