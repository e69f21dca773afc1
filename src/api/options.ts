/** What a program may ask for: every key is a flag of the command, by its name in camel case. */
import type { Config } from "../project/config.js";
import type { Progress } from "./messages.js";

export type { Progress } from "./messages.js";

/** What surrounds a call. */
export interface Calling {
  /** The project's folder, where its config is found, or above; this process's folder unless given. */
  readonly cwd?: string;
  /** Variables that the reads and the config are given; this process's unless given. Never changed. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the run well: the server is stopped, and what `out` names keeps what was measured. */
  readonly signal?: AbortSignal;
  /** Told what is being done; silent unless given. */
  readonly onProgress?: (progress: Progress) => void;
}

/** What belongs to one run, and to no config. */
export interface OfOneRun {
  /** The project's config: a file; found unless given. */
  readonly config?: string;
  /** A PostgreSQL server to use instead of the embedded one, or of what the config names. */
  readonly url?: string;
  /** Also writes result.json, report.html and report.md into this folder; nothing is written unless given. */
  readonly out?: string;
}

/** What `bench` may be asked. */
export interface BenchOptions extends Omit<Config, "$schema" | "budget">, OfOneRun, Calling {
  /** Reads in about half a minute what matters for a first answer. */
  readonly quick?: boolean;
  /** Keeps the result as baselines/<name>.json, too. */
  readonly save?: string;
  /** Also finds which constructors the heap grew by. */
  readonly heapDiff?: boolean;
}

/** What `upgrade` may be asked. */
export interface UpgradeOptions
  extends Omit<Config, "$schema" | "rounds" | "slowConsumer" | "baseline">, OfOneRun, Calling {
  /** npm specs with commas, such as `typeorm@0.3.27`; what is installed unless given. */
  readonly from?: string;
  /** The same for the other side; one of `to` and `toLock` is needed. */
  readonly to?: string;
  /** A lock file, or `<commit>:<path>` of one, whose versions this side has; instead of `from`. */
  readonly fromLock?: string;
  /** The same for the other side. */
  readonly toLock?: string;
}

/** How a comparison is judged. */
export type JudgingOptions = Pick<Config, "failOn" | "strict">;

/** What `compare` may be asked. */
export interface CompareOptions extends JudgingOptions, Pick<Calling, "cwd"> {}
