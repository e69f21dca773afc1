/** Repositories for tests. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";

/** Commits the folder's one file with something new in it; makes the repository where there is none. */
export async function commitAll(folder: string, message: string): Promise<string> {
  const git = (...args: readonly string[]) =>
    execa("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], { cwd: folder });
  await git("init", "--quiet");
  await writeFile(join(folder, "file"), message);
  await git("add", "file");
  await git("commit", "--quiet", "--no-verify", "--no-gpg-sign", "-m", message);
  return (await git("rev-parse", "HEAD")).stdout;
}
