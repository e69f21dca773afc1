import type { WorkerCommand } from "../../runner/worker-process.js";

/** A worker beside that with what is installed: in another language, or with other packages. */
export interface OtherWorker {
  /** Whether it reads this pattern. */
  readonly reads: (pattern: string) => boolean;
  readonly command: WorkerCommand;
  /** What it reads with: exact versions. */
  readonly packages: Readonly<Record<string, string>>;
}
