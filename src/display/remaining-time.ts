/** How long the rest of a run will take, guessed from what it took so far. Pure. */

/** A trial that is over. */
export interface TrialDuration {
  readonly case: string;
  /** Milliseconds, the worker's whole life. */
  readonly duration: number;
}

/**
 * Before anything was measured: what a row and a worker cost on an ordinary machine, in ms. Only ever used to say
 * "about", and only until the first trial is over.
 */
const orientation = { row: 0.008, worker: 800 };

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Milliseconds that the trials to come will take: each as long as its case took so far; a case that wasn't read yet
 * as long as the others on average; none longer than it may.
 *
 * @param toCome the cases of the trials to come, one entry a trial; the running one counts.
 * @param rows of the data set; `timeout`: milliseconds that a trial may take.
 * @param running milliseconds since the running trial was started.
 */
export function remainingTime(
  toCome: readonly string[],
  done: readonly TrialDuration[],
  { rows, timeout }: { readonly rows: number; readonly timeout: number },
  running: number,
): number {
  const overall =
    done.length > 0 ? mean(done.map(({ duration }) => duration)) : orientation.worker + rows * orientation.row;
  const expected = (id: string) => {
    const own = done.filter((trial) => trial.case === id).map(({ duration }) => duration);
    return Math.min(own.length > 0 ? mean(own) : overall, timeout);
  };
  const [first, ...others] = toCome.map(expected);
  return Math.max(0, (first ?? 0) - running) + others.reduce((sum, duration) => sum + duration, 0);
}
