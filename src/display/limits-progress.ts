/** Shows how the search for memory limits goes on: the grid so far, and which limit is tried. */
import { limitsProgress } from "../report/model/limits/section.js";
import { renderTerminal } from "../report/terminal/report.js";
import { conditionNames } from "../results/cases.js";
import type { RunObserver } from "../runner/run.js";
import type { Display } from "./display.js";
import { databaseProgress, inWords } from "./progress.js";

/** Shows the run. */
export function showLimits(display: Display): RunObserver {
  return {
    onProgress: databaseProgress(display),
    busy: (what) => display.doing(what),
    planned: () => undefined,
    trialStarted: ({ round, case: { pattern, conditions } }) => {
      display.doing(`Reading · round ${round} · ${[pattern, ...conditionNames(conditions)].join(" ")}`);
    },
    trialEnded: ({ outcome }, draft) => {
      display.done(`  ${inWords(outcome)}`);
      if (display.live) display.table((room) => renderTerminal(limitsProgress(draft), room));
    },
    roundEnded: () => undefined,
  };
}
