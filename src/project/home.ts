/** A project's `.ormeter`: everything that ormeter keeps there, and nobody commits. */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../errors.js";

/**
 * Makes the folder, with a .gitignore of its own in it, so that nothing of the user's need be changed.
 *
 * @returns its path.
 * @throws UsageError where it can't be written to.
 */
export async function makeHome(project: string): Promise<string> {
  const home = join(project, ".ormeter");
  const ignore = join(home, ".gitignore");
  try {
    await mkdir(home, { recursive: true });
    if (!existsSync(ignore)) await writeFile(ignore, "*\n");
  } catch (cause) {
    throw new UsageError(
      `What is compiled is kept in ${home}, which can't be written to (${(cause as Error).message}). Run as its owner.`,
      { cause },
    );
  }
  return home;
}
