/** The embedded server of a test's project. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { postmasterPid } from "../../src/database/left-server.js";

/** The cluster's data directory: in the project, or elsewhere where the server's user may not enter the project. */
export async function dataDirectory(project: string): Promise<string> {
  const cluster = JSON.parse(await readFile(join(project, ".ormeter", "cluster.json"), "utf8")) as { folder: string };
  return join(cluster.folder, "data");
}

/** The process id of the server that is up; throws where none is. */
export async function serverPid(project: string): Promise<number> {
  const pid = await postmasterPid(await dataDirectory(project));
  if (pid === undefined) throw new Error("No server is up.");
  return pid;
}
