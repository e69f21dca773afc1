/** Ctrl-C and its kin: the first asks a command to end well, the second ends it. */
import os from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** An interruption, if one came. */
export interface Interruption {
  /** Aborted when the first signal comes. */
  readonly signal: AbortSignal;
  /** 128 + the signal's number, as shells count; undefined if none came. */
  readonly exitCode: () => number | undefined;
}

/** Runs `work`, which is told through the signal when it shall end well. */
export async function withInterruption<T>(work: (interruption: Interruption) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const onSignal = (name: (typeof signals)[number]) => {
    const code = 128 + os.constants.signals[name];
    // Asked twice: at once. The database host stops the server when it sees this process gone.
    if (exitCode !== undefined) process.exit(code);
    exitCode = code;
    controller.abort();
  };
  for (const name of signals) process.on(name, onSignal);
  try {
    return await work({ signal: controller.signal, exitCode: () => exitCode });
  } finally {
    for (const name of signals) process.off(name, onSignal);
  }
}
