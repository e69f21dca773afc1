/** Runs a probe in a process of its own, as a worker does, around something whose cost is known. */
import { join } from "node:path";
import { makeFolder, removeFolder, runNode, writeProgram } from "../../program.js";

/**
 * Runs `code`, which prints one JSON object on a line of its own at the end.
 *
 * @param code TypeScript that imports sources relative to `test/`.
 */
export async function probe(code: string, nodeArgs: readonly string[] = []): Promise<Record<string, unknown>> {
  const folder = await makeFolder();
  try {
    const file = await writeProgram(join(folder, "probe.mjs"), code);
    const { code: exitCode, stdout, stderr } = await runNode([...nodeArgs, file]);
    if (exitCode !== 0) throw new Error(`The program exited with ${exitCode ?? "no code"}: ${stderr}`);
    return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Record<string, unknown>;
  } finally {
    await removeFolder(folder);
  }
}
