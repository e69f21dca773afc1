/** A project's `.ormeter`: everything that ormeter keeps there, and nobody commits. */
import { constants, existsSync } from "node:fs";
import { access, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../errors.js";

/** What is to be kept there, for the message where nothing can be. */
export interface Keeping {
  /** "The embedded server is", to be followed by "kept in …". */
  readonly what: string;
  /** What to do besides running as the folder's owner. */
  readonly otherwise?: string;
}

const compiled: Keeping = { what: "What is compiled is" };

/**
 * Makes the folder, with a .gitignore of its own in it, so that nothing of the user's need be changed.
 *
 * @returns its path.
 * @throws UsageError where it can't be written to, as after a run as another user.
 */
export async function makeHome(project: string, { what, otherwise = "" }: Keeping = compiled): Promise<string> {
  const home = join(project, ".ormeter");
  const ignore = join(home, ".gitignore");
  try {
    await mkdir(home, { recursive: true });
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
    if (!existsSync(ignore)) await writeFile(ignore, "*\n");
  } catch (cause) {
    throw new UsageError(
      `${what} kept in ${home}, which can't be written to (${(cause as Error).message}). Run as its owner${otherwise}.`,
      { cause },
    );
  }
  return home;
}
