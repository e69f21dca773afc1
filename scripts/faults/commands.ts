/** Commands of ormeter's, run as users run them: in a folder of their own, without what our environment would change. */
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { compiledProgram } from "../../src/config/project.js";

/** How a command ended: without a code where a signal ended it. */
export interface CommandEnd {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with what in its environment a command is run. */
export interface CommandWish {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The command line that the arguments are put behind, in place of ormeter's own. */
  readonly line?: readonly [string, ...string[]];
  /** Another user than ours. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** A command that was started. */
export interface StartedCommand {
  readonly pid: number | undefined;
  readonly cwd: string;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Sends a signal to all of its process group, as a terminal does. */
  readonly killGroup: (signal: NodeJS.Signals) => void;
  /** Waits until it has said `text`, on either of its outputs, or has ended. */
  readonly says: (text: string) => Promise<void>;
  readonly ended: Promise<CommandEnd>;
}

/** The command line of `ormeter`, as it is compiled here. */
export const ormeterLine = (): [string, string] => [process.execPath, compiledProgram("src/cli.ts")];

/** Starts a command, in a process group of its own as a shell does. */
export function startCommand(
  args: readonly string[],
  { env = {}, cwd, line = ormeterLine(), owner }: CommandWish & { readonly cwd: string },
): StartedCommand {
  const [program, ...first] = line;
  const child = execa(program, [...first, ...args], {
    ...owner,
    cwd,
    env: { ...cleanEnvironment(), ...env },
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    detached: true,
  });
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (chunk: Buffer) => (said += chunk.toString()));
  let over = false;
  const ended = child.then(({ exitCode, stdout, stderr }) => {
    over = true;
    return { code: exitCode, stdout, stderr };
  });
  return {
    pid: child.pid,
    cwd,
    kill: (signal) => void child.kill(signal),
    killGroup: (signal) => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // Nothing of the group is left.
      }
    },
    says: async (text) => {
      while (!said.includes(text) && !over) await sleep(10);
    },
    ended,
  };
}

/** Waits for a moment in a command's life; throws where it ends before. */
export async function until(ended: Promise<CommandEnd>, isThere: () => boolean | Promise<boolean>): Promise<void> {
  let end: CommandEnd | undefined;
  while (!(await isThere())) {
    if (end) throw new Error(`the moment was missed: ${words(end)}`);
    end = await Promise.race([ended, sleep(20, undefined)]);
  }
}

/** How a command ended, and its last line. */
export const words = ({ code, stderr }: CommandEnd): string =>
  `exit ${String(code)}: ${stderr.trim().split("\n").at(-1) ?? ""}`;

/** The processes that run something in `folder`, or of it. */
export function processesIn(folder: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) => {
      try {
        // One that has ended and wasn't reaped yet has neither a command line nor a folder.
        const ours = readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder);
        return ours || readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** This process's environment without what changes what ormeter does. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(PG|ORMETER_|npm_|DATABASE_URL$|GITHUB_STEP_SUMMARY$|NODE_OPTIONS$)/.test(name),
    ),
  );
