/**
 * Code that must fit the packages beside it: a folder of `bench/` may have a script `generate` in its package.json, which is
 * run where they were installed. It is ormeter's own; scripts of packages are never run.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { UsageError } from "../../errors.js";
import { lastWords } from "../last-words.js";

/** What a folder generates its code with. */
export interface Generating {
  readonly folder: string;
  /** Its package.json, and what else that lists in `files`: text by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** The script's name. */
export const generateScript = "generate";

/**
 * Runs the script in a folder of its own below `at`, from where it finds the packages.
 *
 * @param at the folder that they were installed in.
 * @throws UsageError with the script's last words; the signal's reason.
 */
export async function generateCode({ folder, files }: Generating, at: string, signal: AbortSignal): Promise<void> {
  const cwd = join(at, "generating", folder);
  await mkdir(cwd, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
  const ended = await execa("npm", ["run", "--silent", generateScript], {
    cwd,
    stdin: "ignore",
    cancelSignal: signal,
    reject: false,
  });
  signal.throwIfAborted();
  if (!ended.failed) return;
  const why = lastWords(ended.stderr) ?? lastWords(ended.stdout) ?? ended.originalMessage ?? "it said nothing";
  throw new UsageError(
    `What bench/${folder} reads with is installed, but its code can't be generated (${why.replaceAll(cwd, "…")}).`,
    { cause: ended },
  );
}
