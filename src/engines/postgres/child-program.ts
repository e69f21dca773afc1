/** Starting ormeter's own child programs, which talk over an IPC channel. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { compiledProgram, packageRoot } from "../../config/project.js";

/**
 * Starts a compiled program of ours in a process group of its own, so that a terminal's Ctrl-C reaches this process
 * alone, and hands it its request over the channel: requests hold passwords, and arguments are there for all to see.
 *
 * @param source the program's source file, as `src/engines/postgres/embedded/host-process.ts`
 */
export function startProgram(source: string, request: object): ChildProcess {
  const child = fork(compiledProgram(source), [], {
    cwd: packageRoot(),
    detached: true,
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  child.send(request);
  return child;
}

/** Waits for the end of `child`, which may have ended already. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** How a program ended that said nothing of its end, as the end of a sentence. */
export const endOf = (child: ChildProcess): string =>
  child.signalCode === null ? `exit code ${String(child.exitCode)}` : `signal ${child.signalCode}`;
