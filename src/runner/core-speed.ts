/**
 * How fast the processor's core was while a trial ran. On a virtual machine neighbours that nobody sees use the same
 * core's units, and a read takes twice as long from one moment to the next; docs/adr/0055 has the figures. A program
 * beside the worker, on the same core, measures it (core-speed-process.ts).
 */
import { readFileSync } from "node:fs";
import { execa } from "execa";
import { compiledProgram } from "../config/project.js";
import type { Reading } from "../results/schema.js";
import type { WorkerCommand } from "./worker-process.js";

/** Asks for the mean speed between two instants, in ms since 1970. */
export interface SpeedQuestion {
  readonly start: number;
  readonly end: number;
}

/** Millions of steps a second; null where nothing was measured between the two. */
export type SpeedAnswer = number | null;

/** Watches one core. */
export interface CoreSpeed {
  /** A command that runs on the core and nowhere else; the command itself where no core can be watched. */
  readonly pinned: (command: WorkerCommand) => WorkerCommand;
  /** The mean speed between two instants, of which the second is later each time it is asked. Never rejects. */
  readonly between: (start: number, end: number) => Promise<Reading>;
  readonly close: () => Promise<void>;
}

/** The program of util-linux, and of BusyBox, that says on which cores another may run. */
const pinning = "taskset";

/** The last of the cores that this process may use; undefined where that can't be known. */
function lastCore(): string | undefined {
  try {
    return /^Cpus_allowed_list:.*?(\d+)$/m.exec(readFileSync("/proc/self/status", "latin1"))?.[1];
  } catch {
    return undefined;
  }
}

/** What there is where no core can be watched. */
const unwatched = (reason: string): CoreSpeed => ({
  pinned: (command) => command,
  between: () => Promise.resolve({ absent: reason }),
  close: () => Promise.resolve(),
});

/** Starts watching a core, until it is closed or this process ends. Never rejects. */
export async function watchCoreSpeed(core = lastCore()): Promise<CoreSpeed> {
  if (core === undefined) return unwatched("a process can be kept to one core on Linux only");
  const keptTo = [pinning, "-c", core] as const;
  const program = compiledProgram("src/runner/core-speed-process.ts");
  const [command, ...args] = [...keptTo, process.execPath, program];
  const watcher = execa(command, args, { ipc: true, stdio: "ignore", reject: false });
  try {
    await watcher.getOneMessage();
  } catch {
    const { code } = await watcher;
    return unwatched(
      code === "ENOENT"
        ? `there is no ${pinning} (util-linux) here, which keeps a process to one core`
        : `${pinning} could not keep a process to core ${core}`,
    );
  }
  return {
    pinned: ([worker, ...its]) => [...keptTo, worker, ...its],
    between: async (start, end) => {
      try {
        const question: SpeedQuestion = { start, end };
        const [answer] = await Promise.all([watcher.getOneMessage(), watcher.sendMessage({ ...question })]);
        return (answer as SpeedAnswer) ?? { absent: "the window was too short for a measurement of the core's speed" };
      } catch {
        return { absent: "the program that measures the core's speed ended" };
      }
    },
    close: async () => {
      watcher.kill();
      await watcher;
    },
  };
}
