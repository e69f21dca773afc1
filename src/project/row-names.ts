/** What rows are called in results that hide their keys: the same on every run in this project, and nowhere else. */
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeHome } from "./home.js";

/**
 * The secret that names are made with: whoever has a result, and not this file, can't tell a key by trying them all.
 *
 * @throws UsageError where the project's `.ormeter` can't be written to.
 */
export async function rowNamesSecret(project: string): Promise<string> {
  const file = join(await makeHome(project), "row-names");
  try {
    await writeFile(file, randomBytes(32).toString("hex"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFile(file, "utf8");
}
