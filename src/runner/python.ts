/** Finds a Python that can read for a client in Python, and knows the programs that run in it. */
import { join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { compiledProgram, packageRoot } from "../config/project.js";
import { lastWords } from "./last-words.js";
import type { WorkerCommand } from "./worker-process.js";

/** Milliseconds that a Python may take to say what it has; one that hangs is none. */
const usualPatience = 20_000;

const answer = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("usable"),
    /** Exact versions: Python's own, SQLAlchemy's, the driver's. */
    packages: z.record(z.string(), z.string()),
  }),
  z.object({ kind: z.literal("unusable"), reason: z.string() }),
]);

/** What a Python that can read says of itself. */
export type Installation = Extract<z.infer<typeof answer>, { kind: "usable" }>;

/** A Python that can't read, and why. */
export interface PassedOver {
  readonly path: string;
  readonly reason: string;
}

/** The first Python that can read, or none; and those before it that can't. */
export type PythonSearch =
  | {
      readonly kind: "found";
      readonly path: string;
      readonly installation: Installation;
      readonly passedOver: readonly PassedOver[];
    }
  | { readonly kind: "missing"; readonly passedOver: readonly PassedOver[] };

/**
 * One of the programs that a client in Python (`bench/<folder>`) has in its folder `worker`, run by the Python at `path`;
 * leaves no compiled files behind.
 */
export const pythonProgram = (
  path: string,
  folder: string,
  program: "installation" | "once" | "worker",
): WorkerCommand => [path, "-B", join(packageRoot(), "bench", folder, "worker", `${program}.py`)];

/** Its worker, which hands its rows over to this Node. */
export const pythonWorker = (path: string, folder: string): WorkerCommand => [
  ...pythonProgram(path, folder, "worker"),
  process.execPath,
  compiledProgram("src/trial/handed-rows.ts"),
];

/** Asks each Python in turn whether it can read for the client of that folder. Rejects only when it is interrupted. */
export async function findPython(
  paths: readonly string[],
  folder: string,
  signal: AbortSignal,
  patience = usualPatience,
): Promise<PythonSearch> {
  const passedOver: PassedOver[] = [];
  for (const path of paths) {
    const installation = await ask(pythonProgram(path, folder, "installation"), signal, patience);
    if (installation.kind === "usable") return { kind: "found", path, installation, passedOver };
    passedOver.push({ path, reason: installation.reason });
  }
  return { kind: "missing", passedOver };
}

async function ask(
  [program, ...args]: WorkerCommand,
  signal: AbortSignal,
  patience: number,
): Promise<z.infer<typeof answer>> {
  const said = await execa(program, args, {
    stdin: "ignore",
    timeout: patience,
    killSignal: "SIGKILL",
    cancelSignal: signal,
    maxBuffer: 1024 * 1024,
    reject: false,
  });
  signal.throwIfAborted();
  if (said.timedOut) return { kind: "unusable", reason: `it said nothing for ${patience / 1000} s` };
  try {
    return answer.parse(JSON.parse(said.stdout));
  } catch {
    const how = said.exitCode === undefined ? (said.signal ?? "it can't be started") : `exit code ${said.exitCode}`;
    return { kind: "unusable", reason: `it doesn't run ormeter's programs (${lastWords(said.stderr) ?? how})` };
  }
}
