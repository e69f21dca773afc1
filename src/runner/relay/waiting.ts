/**
 * Waits for fractions of a millisecond, which Node's timers can't, without keeping a core busy: a thread sleeps on a
 * futex until the time has come, and says so. A core that spins would be taken from the worker and the server that are
 * measured, of which a small machine has two.
 */
import { Worker } from "node:worker_threads";

/** What the two threads share. */
export interface SharedWait {
  /** When to say so, in ns of {@link nanoseconds}; 0 where nothing is waited for. */
  readonly until: BigInt64Array;
  /** Changes whenever `until` was set. */
  readonly turn: Int32Array;
}

/** The machine's monotonic clock, which is the same in every thread. */
export const nanoseconds = (): bigint => process.hrtime.bigint();

/** What is due a fixed time after it came. */
export interface DelayLine {
  /** Does it once the delay is over; in the order in which it came. */
  readonly later: (act: () => void) => void;
  /** Changes the delay, in ms, for what comes from now on; while nothing is waited for. */
  readonly setDelay: (milliseconds: number) => void;
}

/** Begins a line without a delay, which does everything at once until it has one. */
export function startDelayLine(): DelayLine {
  const shared: SharedWait = {
    until: new BigInt64Array(new SharedArrayBuffer(8)),
    turn: new Int32Array(new SharedArrayBuffer(4)),
  };
  let delay = 0n;
  let sleeper: Worker | undefined;
  /** By the time at which each is due, which is the order in which they came. */
  let waiting: { readonly due: bigint; readonly act: () => void }[] = [];
  let done = 0;

  const sleepUntil = (due: bigint): void => {
    Atomics.store(shared.until, 0, due);
    Atomics.add(shared.turn, 0, 1);
    Atomics.notify(shared.turn, 0);
  };
  const doWhatIsDue = (): void => {
    const now = nanoseconds();
    for (let next = waiting[done]; next && next.due <= now; next = waiting[done]) {
      done++;
      next.act();
    }
    const next = waiting[done];
    if (next) sleepUntil(next.due);
    // Cut off from time to time, not one by one: there are thousands of them a second.
    if (!next || done > 1000) {
      waiting = waiting.slice(done);
      done = 0;
    }
  };
  return {
    later: (act) => {
      if (delay === 0n) {
        act();
        return;
      }
      const due = nanoseconds() + delay;
      waiting.push({ due, act });
      if (waiting.length - done === 1) sleepUntil(due);
    },
    setDelay: (milliseconds) => {
      delay = BigInt(Math.max(0, Math.round(milliseconds * 1e6)));
      if (delay === 0n || sleeper) return;
      sleeper = new Worker(new URL("./sleeping-thread.js", import.meta.url), { workerData: shared });
      sleeper.on("message", doWhatIsDue);
    },
  };
}
