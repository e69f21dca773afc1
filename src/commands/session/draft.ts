/** What a run has measured so far: kept when it can't go on to its end. */
import { commandLine } from "../../config/invocation.js";
import type { Result } from "../../results/schema.js";
import { writeResult } from "../../results/store.js";
import type { RunObserver } from "../../runner/run.js";

/** Takes what is known of the result, to be made only where it is needed. */
export type Keep = (draft: () => Result) => void;

/** An observer that keeps each draft, too. */
export const keeping = <Observer extends Pick<RunObserver, "trialEnded">>(
  observer: Observer,
  keep: Keep,
  complete: (draft: Result) => Result = (draft) => draft,
): Observer => ({
  ...observer,
  trialEnded: (trial, draft) => {
    keep(() => complete(draft));
    observer.trialEnded(trial, draft);
  },
});

/** The last draft of a run; without a folder nothing is written. */
export class Draft {
  #latest: (() => Result) | undefined;
  #state: Result["state"] = "interrupted";
  #written: Promise<void> | undefined;

  constructor(
    readonly out: string | undefined,
    readonly say: (line: string) => void,
  ) {}

  readonly keep: Keep = (draft) => {
    this.#latest = draft;
  };

  /** Whether there is anything to keep. */
  get isEmpty(): boolean {
    return this.#latest === undefined;
  }

  /** Writes the whole result in its place. */
  async finish(result: Result): Promise<void> {
    this.#latest = () => result;
    this.#state = result.state;
    if (this.out !== undefined) await writeResult(this.out, result);
    this.#latest = undefined;
  }

  /** Writes it as the result of a run that was interrupted, unless that is done, if there is any, and says where it is. Never rejects. */
  write(): Promise<void> {
    return (this.#written ??= this.#write());
  }

  async #write(): Promise<void> {
    const latest = this.#latest?.();
    if (!latest || this.out === undefined) return;
    try {
      const file = await writeResult(this.out, { ...latest, state: this.#state });
      const trials = `${String(latest.trials.length)} trial${latest.trials.length === 1 ? "" : "s"}`;
      this.say(`What was measured until then, ${trials}, is in ${file}; ${commandLine("report", this.out)} shows it.`);
    } catch (error) {
      this.say(`What was measured until then is lost: ${(error as Error).message}`);
    }
  }
}
