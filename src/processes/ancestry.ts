/** Which processes belong together. */
import { readFileSync } from "node:fs";

/** A process's parent; 0 where it has none, or is gone. */
function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // Field 4; the second, the program's name, may hold blanks and parentheses itself.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return 0;
  }
}

/** A process with those that it comes from. */
function line(pid: number): number[] {
  const pids: number[] = [];
  for (let each = pid; each > 0; each = parentOf(each)) pids.push(each);
  return pids;
}

/** Tells of a process whether this one comes from it, or it from this one. */
export function ancestry(): (pid: number) => boolean {
  const own = line(process.pid);
  return (pid) => own.includes(pid) || line(pid).includes(process.pid);
}
