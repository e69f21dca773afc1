/** What a fault is, and how one is forced and reported. */
import type { Servers } from "./server.js";

/** What came of a fault, and whether that is what was expected. */
export interface Came {
  readonly ok: boolean;
  readonly came: string;
  /** Not forced, for the reason that `came` gives. */
  readonly skipped?: true;
}

/** One thing that goes wrong for users, forced for real. */
export interface Fault {
  /** What is forced, in a few words. */
  readonly forced: string;
  /** What ormeter must do then. */
  readonly expected: string;
  /** Forces it; whatever is started through `servers` is stopped afterwards. */
  readonly force: (servers: Servers) => Promise<Came>;
}

/** A subject's faults, a file each. */
export interface FaultGroup {
  readonly name: string;
  readonly faults: readonly Fault[];
}

/** What keeps a fault from being forced on this machine. */
export class Skipped extends Error {}

/** Forces one fault. An error of the forcing itself is a fault that isn't ok, unless this machine can't. */
export async function force(fault: Fault, servers: Servers): Promise<Came> {
  try {
    return await fault.force(servers);
  } catch (error) {
    if (error instanceof Skipped) return { ok: true, skipped: true, came: error.message };
    return { ok: false, came: `could not be forced: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** A line of the report. */
export const line = ({ forced, expected }: Fault, { ok, skipped, came }: Came): string =>
  `${skipped ? "skip  " : ok ? "ok    " : "NOT OK"} ${forced} | expected: ${expected} | came: ${came.trim().replaceAll(/\s*\n\s*/g, " / ")}`;
