/** A project's `.npmrc` where npm installs for it: its registry counts there too. */
import { copyFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Runs `action` with the project's settings in `folder`, and removes them: they may hold a token, and the folder is kept.
 *
 * @param home the project's `.ormeter`.
 */
export async function withProjectSettings<T>(folder: string, home: string, action: () => Promise<T>): Promise<T> {
  const settings = join(folder, ".npmrc");
  await copyFile(join(dirname(home), ".npmrc"), settings).catch(() => undefined);
  try {
    return await action();
  } finally {
    await rm(settings, { force: true });
  }
}
