/**
 * Ends the running worker when this process is gone, however it went. A worker whose parent dies notices at the next
 * turn of its event loop; one that never turns it again would burn a core for ever.
 */
import { spawn } from "node:child_process";

/** Remembers which worker runs. */
export interface Watchdog {
  /** The worker to end if this process dies; undefined for none. */
  readonly watch: (pid: number | undefined) => void;
  readonly stop: () => void;
}

/** Reads process ids until its input ends, as it does with this process, and kills the last. `0` stands for none. */
const script = 'pid=0; while read -r next; do pid=$next; done; [ "$pid" -gt 0 ] && kill -9 "$pid"';

/**
 * Starts a watchdog: a shell of a megabyte, in a process group of its own so that Ctrl-C leaves it alone. Where there
 * is no shell, there is no watchdog, and workers are left to notice for themselves.
 */
export function startWatchdog(): Watchdog {
  const shell = spawn("sh", ["-c", script], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  shell.on("error", () => undefined);
  shell.stdin.on("error", () => undefined);
  shell.unref();
  const watch = (pid: number | undefined) => void shell.stdin.write(`${pid ?? 0}\n`);
  return {
    watch,
    stop: () => {
      watch(undefined);
      shell.stdin.end();
    },
  };
}
