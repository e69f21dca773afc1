/** A project folder of a test's own, in which the whole command is run as a user runs it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { chmod, cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readResult } from "../../src/results/store.js";
import type { Result } from "../../src/results/schema.js";
import { putCluster } from "./cluster.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that was started. */
export interface Run {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until it has written `text` to standard error; rejects where it ends without. */
  readonly says: (text: string) => Promise<void>;
  /** What it left in its folder. */
  readonly result: () => Promise<Result>;
  /** Whether it left a folder at all. */
  readonly hasFolder: () => boolean;
  /** Puts a file where its folder is. */
  readonly replaceFolder: () => Promise<void>;
}

/** Compiled ormeter and its packages in a folder of their own, to which patterns can be added. */
export class BenchProject {
  #runs = 0;

  private constructor(readonly folder: string) {}

  /**
   * As `npm run build` left it.
   *
   * @param cluster whether there is one from a run before; without, the first run makes it and loads what it reads
   */
  static async create({ cluster = true } = {}): Promise<BenchProject> {
    const folder = await mkdtemp(join(tmpdir(), "ormeter-bench-"));
    // Open to the user that the server runs as where the tests run as root.
    await chmod(folder, 0o755);
    await cp(join(root, "dist"), join(folder, "dist"), { recursive: true });
    // What isn't compiled: the page's style sheet. Not `bench/`: where the patterns' sources lie, a compiled file without
    // one is taken for a leftover.
    await cp(join(root, "src"), join(folder, "src"), { recursive: true });
    await cp(join(root, "package.json"), join(folder, "package.json"));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    // By which it is known whose packages are installed when they are wanted only.
    for (const orm of readdirSync(join(root, "bench"))) {
      const manifest = join("bench", orm, "package.json");
      if (existsSync(join(root, manifest))) await cp(join(root, manifest), join(folder, manifest));
    }
    if (cluster) await putCluster(folder);
    return new BenchProject(folder);
  }

  /** Writes the compiled file of a pattern, whatever is in it. */
  async addFile(id: string, source: string): Promise<void> {
    await writeFile(join(this.folder, "dist", "bench", `${id}.js`), source);
  }

  /** Adds a pattern in `bench/pg`. Its body has `pool`, `table`, `consume` and `inWindow`. */
  async addPattern(name: string, body: string): Promise<void> {
    const source = `
      import { existsSync, writeFileSync } from "node:fs";
      import { setTimeout as sleep } from "node:timers/promises";
      let reads = 0;
      export default {
        name: "${name}", does: "Misbehaves.", yields: "raw", options: {},
        access: { kind: "keys", key: (column) => column.name },
        async read({ source: pool, workload: { table }, consume }) {
          // Two warm-ups come before the window, and the digest after it.
          const inWindow = ++reads === 3;
          let { rows } = await pool.query(\`SELECT * FROM \${table} ORDER BY id\`);
          ${body}
          for (const row of rows) consume(row);
        },
      };`;
    await this.addFile(`pg/${name}`, source);
  }

  /** The command line of `ormeter` with these arguments. */
  command(args: readonly string[]): [string, ...string[]] {
    return [process.execPath, join(this.folder, "dist", "src", "cli.js"), ...args];
  }

  /** Starts `ormeter` with these arguments; in a process group of its own, as a shell starts it. */
  ormeter(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Omit<Run, "result" | "hasFolder" | "replaceFolder"> {
    const [node, ...rest] = this.command(args);
    const child = spawn(node, rest, {
      cwd: this.folder,
      env: { ...cleanEnvironment(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const ended = once(child, "close").then(([code, signal]): Ended => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout,
      stderr,
    }));
    const says = async (text: string): Promise<void> => {
      while (!stderr.includes(text)) {
        const over = child.exitCode !== null || child.signalCode !== null;
        if (over) throw new Error(`The command ended without saying "${text}", but:\n${stderr}`);
        await sleep(20);
      }
    };
    return { process: child, ended, says };
  }

  /** Starts `ormeter bench` with these flags, in a new run folder. */
  start(...flags: string[]): Run {
    const out = `run-${String(++this.#runs)}`;
    const run = this.ormeter(["bench", ...flags, "--out", out]);
    const folder = join(this.folder, out);
    return {
      ...run,
      result: () => readResult(folder),
      hasFolder: () => existsSync(folder),
      replaceFolder: async () => {
        await rm(folder, { recursive: true });
        await writeFile(folder, "");
      },
    };
  }

  /** Runs `ormeter bench` to its end. */
  async bench(...flags: string[]): Promise<Ended & { readonly result: Result }> {
    const run = this.start(...flags);
    const ended = await run.ended;
    try {
      return { ...ended, result: await run.result() };
    } catch (cause) {
      throw new Error(`The run left no result. It ended with ${String(ended.code)} and said:\n${ended.stderr}`, {
        cause,
      });
    }
  }

  /** The ids of all processes that run something of this project: commands, workers, host, server. Linux only. */
  processes(): number[] {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          // A process that ended and was not reaped yet has no command line and no folder.
          const ours = readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(this.folder);
          return ours || readlinkSync(`/proc/${pid}/cwd`).startsWith(this.folder);
        } catch {
          return false;
        }
      })
      .map(Number);
  }

  /** Waits until none of the project's processes is left; rejects, naming them, if that takes too long. */
  async emptied(): Promise<void> {
    const deadline = performance.now() + 20_000;
    for (let left; (left = this.processes()).length > 0;) {
      if (performance.now() > deadline) throw new Error(`Still running: ${left.map(commandLine).join("; ")}`);
      await sleep(50);
    }
  }

  /** Ends whatever still runs here, and removes the folder. */
  async remove(): Promise<void> {
    for (const pid of this.processes()) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It went by itself meanwhile.
      }
    }
    await this.emptied();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** This process's, without what changes what the command does. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const changing = ["DATABASE_URL", "GITHUB_STEP_SUMMARY", "ORMETER_DEBUG", "FORCE_COLOR", "NO_COLOR", "CI"];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !changing.includes(name)));
}

function commandLine(pid: number): string {
  try {
    return `${String(pid)} ${readFileSync(`/proc/${String(pid)}/cmdline`, "utf8")
      .replaceAll("\0", " ")
      .trim()}`;
  } catch {
    return String(pid);
  }
}
