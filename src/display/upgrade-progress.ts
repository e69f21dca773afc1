/** Shows a comparison that goes on until it knows enough: what is decided so far, and how much time it may still take. */
import { formatCount } from "../report/format.js";
import { comparisonProgress } from "../report/model/comparison/section.js";
import { renderTerminal } from "../report/terminal/report.js";
import type { Comparison } from "../results/comparison.js";
import type { Result } from "../results/schema.js";
import type { OnProgress } from "../engines/engine.js";
import type { RunObserver } from "../runner/run.js";
import type { SequentialPlan } from "../runner/sequential-plan.js";
import type { Display } from "./display.js";
import { about, databaseProgress, inWords } from "./progress.js";

/** What is shown from the first install to the last trial. */
export interface UpgradeDisplay {
  readonly onProgress: OnProgress;
  readonly busy: (what: string) => void;
  /** Shows the run itself; `compared` gives what the plan has found so far. */
  readonly watch: (plan: SequentialPlan, compared: (draft: Result) => Comparison) => RunObserver;
}

/** A display of a comparison. */
export function showUpgrade(display: Display): UpgradeDisplay {
  const onProgress = databaseProgress(display);
  const busy = (what: string) => display.doing(what);
  return {
    onProgress,
    busy,
    watch: (plan, compared) => {
      const far = () => {
        const { left, decided, of } = plan.state();
        const parts = [`${formatCount(decided)} of ${formatCount(of)} patterns decided`];
        return [...parts, ...(left > 0 ? [`at most ${about(left)}`] : [])].join(" · ");
      };
      return {
        onProgress,
        busy,
        planned: () => undefined,
        trialStarted: ({ round, case: { pattern, variant } }) => {
          display.doing(`Reading · round ${round} · ${pattern} · ${variant}`, far);
        },
        trialEnded: ({ outcome }) => display.done(`  ${inWords(outcome)}`),
        roundEnded: (_, draft) => {
          if (display.live && plan.comparisons().length > 0) {
            display.table((room) => renderTerminal(comparisonProgress(compared(draft)), room));
          }
        },
      };
    },
  };
}
