/** Shows a report in the user's browser: what can't be shown is no failure, since it is written. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "../../config/browser.js";

/** Milliseconds in which a program that opens a page says that it can't; one that stays is the browser itself. */
const patience = 3_000;

/**
 * Opens a page, and doesn't wait until it is closed.
 *
 * @param say told where the page is, and why it isn't shown, where it isn't.
 */
export async function openPage(browser: Browser, file: string, say: (line: string) => void): Promise<void> {
  const fault = "absent" in browser ? browser.absent : await start(browser.command, file);
  if (fault !== undefined) say(`The page isn't opened, since ${fault}: it is in ${file}.`);
}

async function start([program, ...args]: readonly [string, ...string[]], file: string): Promise<string | undefined> {
  // A group of its own, so that a Ctrl-C here doesn't end the browser there.
  const child = spawn(program, [...args, file], { stdio: "ignore", detached: true });
  child.unref();
  const ended = once(child, "exit").then(
    ([code]) => (code === 0 ? undefined : `${program} ended with ${String(code)}`),
    (error: unknown) => `${program} can't be started (${(error as Error).message})`,
  );
  const waiting = new AbortController();
  const patient = sleep(patience, undefined, { signal: waiting.signal }).catch(() => undefined);
  try {
    return await Promise.race([ended, patient]);
  } finally {
    waiting.abort();
  }
}
