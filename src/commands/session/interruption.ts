/** Ctrl-C and its kin: the first asks a command to end well, the second ends it. */
import os from "node:os";

/** The signals that ask a process to end. */
export const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export type EndingSignal = (typeof endingSignals)[number];

/** 128 + the signal's number, as shells count. */
export const exitCodeOfSignal = (name: NodeJS.Signals): number => 128 + os.constants.signals[name];

/** A signal that comes within so many ms of the first is the same one: shells and npm hand on what a terminal sent, too. */
const oneSignal = 1000;

/** An interruption, if one came. */
export interface Interruption {
  /** Aborted when the first signal comes. */
  readonly signal: AbortSignal;
  /** 128 + the signal's number, as shells count; undefined if none came. */
  readonly exitCode: () => number | undefined;
}

/** What else a command says of its interruption. */
export interface InterruptionOptions {
  /** What is still done when it is asked twice; asked a third time, it ends without. */
  readonly beforeExit?: () => Promise<void>;
  /** A clock in ms. */
  readonly now?: () => number;
}

/** Runs `work`, which is told through the signal when it shall end well. */
export async function withInterruption<T>(
  work: (interruption: Interruption) => Promise<T>,
  { beforeExit = () => Promise.resolve(), now = () => performance.now() }: InterruptionOptions = {},
): Promise<T> {
  const controller = new AbortController();
  let first: { readonly code: number; readonly at: number } | undefined;
  let last: { readonly at: number } | undefined;
  const onSignal = (name: EndingSignal) => {
    const at = now();
    if (first === undefined) {
      first = { code: exitCodeOfSignal(name), at };
      controller.abort();
      return;
    }
    // Of the second, too, there may be two.
    if (at - (last ?? first).at < oneSignal) return;
    const code = exitCodeOfSignal(name);
    // At once: the database host stops the server when it sees this process gone.
    if (last !== undefined) process.exit(code);
    last = { at };
    void beforeExit().finally(() => process.exit(code));
  };
  for (const name of endingSignals) process.on(name, onSignal);
  try {
    return await work({ signal: controller.signal, exitCode: () => first?.code });
  } finally {
    for (const name of endingSignals) process.off(name, onSignal);
  }
}
