/** Who made something that outlives its maker, a lock or a folder: so that what a killed process left is known at once. */
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { z } from "zod";
import { isAlive } from "./alive.js";

/** A process, told from a later one with its number. */
export const processIdentity = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  /** The kernel's start time of the process. */
  born: z.string().optional(),
});

export type ProcessIdentity = z.infer<typeof processIdentity>;

/** This process. */
export function ownIdentity(): ProcessIdentity {
  const born = bornAt(process.pid);
  return { pid: process.pid, host: hostname(), ...(born !== undefined && { born }) };
}

/** Whether a process is known to have ended. Processes of another machine can't be seen from here. */
export const isGone = ({ pid, host, born }: ProcessIdentity): boolean =>
  host === hostname() && (!isAlive(pid) || bornAt(pid) !== born);

/** When the process started, in the kernel's ticks; undefined where the kernel doesn't say. */
function bornAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "latin1");
    // Field 22; the second, the program's name, may hold blanks and parentheses itself.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
