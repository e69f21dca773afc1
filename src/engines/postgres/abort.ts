/** Giving up on what can't be interrupted by itself. */

/**
 * Waits for `work`, but no longer than until `signal` is aborted. The work goes on without anyone waiting for it; its
 * owner ends it by closing what it works on.
 *
 * @throws the signal's reason, where it is aborted first
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let giveUp: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason as Error);
    signal.addEventListener("abort", giveUp);
    if (signal.aborted) giveUp();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
