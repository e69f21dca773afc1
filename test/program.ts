/** Programs made of the sources for one test, to run in a process of their own: no build is needed, or trusted. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const testFolder = dirname(fileURLToPath(import.meta.url));

/** A new folder for temporary files; whoever asks for it removes it with `removeFolder`. */
export const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "ormeter-test-"));

/** Removes a folder and all that is in it. */
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/**
 * Writes `file`: TypeScript as one module of JavaScript, with the sources that it imports.
 *
 * @param code imports sources relative to `test/`: `../src/probes/heap.js`.
 * @param external packages that stay imports, to be found beside the file.
 */
export async function writeProgram(file: string, code: string, external: string[] = []): Promise<string> {
  await build({
    stdin: { contents: code, resolveDir: testFolder, loader: "ts" },
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external,
    // Packages that are CommonJS require Node's own modules.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  return file;
}

/** Writes plain JavaScript to `file` in `folder`. */
export async function writeScript(folder: string, file: string, code: string): Promise<string> {
  const path = join(folder, file);
  await writeFile(path, code);
  return path;
}

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node to its end: in this process's folder unless another is given, with `env` over what is `around`. */
export function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
  around: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      ...(cwd !== undefined && { cwd }),
      env: { ...around, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
