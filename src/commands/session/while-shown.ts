/** What a person waits for before anything is measured. */
import { createDisplay, type Display } from "../../display/display.js";
import { startWatchdog, type Watchdog } from "../../runner/watchdog.js";
import { withInterruption } from "./interruption.js";
import type { Streams } from "./measuring-command.js";

/** What such work is given: where to say what it does, what ends it, and what ends its workers with this process. */
export interface Shown {
  readonly display: Display;
  readonly signal: AbortSignal;
  readonly watchdog: Watchdog;
}

/**
 * Does work that starts workers, and shows on standard error what is being done.
 *
 * @returns what it gives; an exit code where it was interrupted.
 */
export const whileShown = <Found extends object>(
  { stderr }: Pick<Streams, "stderr">,
  work: (shown: Shown) => Promise<Found>,
): Promise<Found | number> =>
  withInterruption(async ({ signal, exitCode: interrupted }) => {
    const display = createDisplay(stderr);
    const watchdog = startWatchdog();
    try {
      return await work({ display, signal, watchdog });
    } catch (error) {
      const code = interrupted();
      if (code === undefined) throw error;
      return code;
    } finally {
      watchdog.stop();
      display.close();
    }
  });
