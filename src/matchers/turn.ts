/** Test runners run files beside each other; what is measured beside another measurement says little, so they take turns. */
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import lockfile from "proper-lockfile";

/** Milliseconds until it is asked again whether it is one's turn. */
const pause = 100;

/**
 * Waits until no other assertion of this user's measures on this machine.
 *
 * @param onWait told once, where it has to wait.
 * @returns ends the turn.
 * @throws the signal's reason where it is aborted meanwhile.
 */
export async function takeTurn(signal: AbortSignal, onWait: () => void): Promise<() => Promise<void>> {
  const path = join(tmpdir(), `ormeter-${String(userInfo().uid)}-turn`);
  for (let waited = false; ;) {
    signal.throwIfAborted();
    try {
      // What a killed process left is taken over when it hasn't been touched for so long.
      return await lockfile.lock(path, { realpath: false, stale: 10_000, onCompromised: () => undefined });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    }
    if (!waited) onWait();
    waited = true;
    await after(pause, undefined, { signal });
  }
}
