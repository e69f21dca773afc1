/** The embedded server of a test's project. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { lock } from "proper-lockfile";
import { projectPaths } from "../../src/config/project.js";
import { openClusterHome } from "../../src/engines/postgres/embedded/cluster/cluster-home.js";
import { postmasterPid } from "../../src/engines/postgres/embedded/cluster/left-server.js";
import { openDatabase } from "../../src/engines/open-database.js";
import { writePrivateJson } from "../../src/engines/postgres/embedded/private-file.js";
import { employees } from "../support/workload.js";

const clusterOf = async (project: string): Promise<{ folder: string }> =>
  JSON.parse(await readFile(projectPaths(project).clusterFile, "utf8")) as { folder: string };

/** The cluster's data directory: in the project, or elsewhere where the server's user may not enter the project. */
export async function dataDirectory(project: string): Promise<string> {
  return join((await clusterOf(project)).folder, "data");
}

/** The process id of the server that is up; throws where none is. */
export async function serverPid(project: string): Promise<number> {
  const pid = await postmasterPid(await dataDirectory(project));
  if (pid === undefined) throw new Error("No server is up.");
  return pid;
}

/**
 * Puts a cluster into a project that has none, with the small data set and one of 1,000 rows, as if there had been a run:
 * a copy of one that is made once for all tests, since making it takes both cores for seconds.
 */
export async function putCluster(project: string): Promise<void> {
  const shared = process.env["ORMETER_TEST_SHARED"] ?? "";
  const release = await lock(shared, { retries: { retries: 600, factor: 1, minTimeout: 100 } });
  try {
    if (!existsSync(projectPaths(shared).clusterFile)) await makeCluster(shared);
  } finally {
    await release();
  }
  const paths = projectPaths(project);
  const home = await openClusterHome(paths);
  // Unlike Node's own copying it leaves files to whom they belong: the server's user.
  await execa("cp", ["-a", await dataDirectory(shared), home.data]);
  await writePrivateJson(paths.clusterFile, { ...(await clusterOf(shared)), folder: home.folder });
}

async function makeCluster(project: string): Promise<void> {
  const database = await openDatabase({
    projectDir: project,
    workload: employees,
    rows: employees.smallRows,
    command: "test",
    mayWrite: true,
  });
  try {
    for (const rows of [employees.smallRows, 1_000]) await database.prepare(rows);
  } finally {
    await database.close();
  }
}
