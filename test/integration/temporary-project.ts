/** A project folder of a test's own, with everything that uses it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Database, DatabaseOptions, Progress } from "../../src/engines/engine.js";
import { openDatabase } from "../../src/engines/open-database.js";
import { putCluster } from "./cluster.js";
import { employees } from "../support/workload.js";

/** An open database and what it reported since. */
export interface ObservedDatabase extends Database {
  readonly progress: readonly Progress[];
  /** The sentences for the user among it. */
  readonly notes: () => string[];
}

/** A command of its own process, which opened the database and prepared a data set. */
export interface Command {
  readonly process: ChildProcess;
  /** The next line it says, as JSON; undefined at its end. */
  readonly next: () => Promise<Record<string, unknown> | undefined>;
}

export class TemporaryProject {
  readonly #databases: Database[] = [];
  readonly #commands: ChildProcess[] = [];

  private constructor(readonly folder: string) {}

  /**
   * @param cluster whether there is one from a run before, with 1,000 rows
   * @param mode who may enter the folder; a folder that is closed to others is a case of its own for root
   */
  static async create({ cluster = true, mode = 0o755 } = {}): Promise<TemporaryProject> {
    const folder = await mkdtemp(join(tmpdir(), "ormeter-test-"));
    await chmod(folder, mode);
    if (cluster) await putCluster(folder);
    return new TemporaryProject(folder);
  }

  async open(options: Partial<DatabaseOptions> = {}): Promise<ObservedDatabase> {
    const progress: Progress[] = [];
    const database = await openDatabase({
      projectDir: this.folder,
      workload: employees,
      rows: 1_000,
      command: "test",
      mayWrite: true,
      onProgress: (step) => void progress.push(step),
      ...options,
    });
    this.#databases.push(database);
    return {
      ...database,
      progress,
      notes: () => progress.flatMap(({ note }) => (note === undefined ? [] : [note])),
    };
  }

  /** Opens the database in a process of its own, which keeps it until it is killed or its standard input ends. */
  command(rows: number, environment: Readonly<Record<string, string>> = {}): Command {
    const program = join(dirname(fileURLToPath(import.meta.url)), "open-database.js");
    const child = spawn(process.execPath, [program, this.folder, String(rows)], {
      env: { ...process.env, ...environment },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#commands.push(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
      process: child,
      next: async () => {
        const line = (await lines.next()) as IteratorResult<string, undefined>;
        return line.done === true ? undefined : (JSON.parse(line.value) as Record<string, unknown>);
      },
    };
  }

  /** Closes and removes everything. */
  async remove(): Promise<void> {
    for (const database of this.#databases) await database.close();
    for (const child of this.#commands) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.stdin?.end();
      await once(child, "exit");
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Reads a command's lines until one of this kind. */
export async function until(command: Command, kind: string): Promise<Record<string, unknown>> {
  for (let line = await command.next(); line; line = await command.next()) if (line["kind"] === kind) return line;
  throw new Error(`The command ended without saying "${kind}".`);
}
