/** The compiled `ormeter`, run in a folder as a user runs it there. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { packageRoot } from "../../src/config/project.js";
import { cleanEnvironment } from "../integration/bench-project.js";
import type { Ended } from "../program.js";

/** Runs it to its end. */
export async function runIn(folder: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(packageRoot(), "dist", "src", "cli.js"), ...args], {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}
