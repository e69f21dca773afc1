/** The embedded server as a database: one command at a time, one host, one connection of our own. */
import { existsSync } from "node:fs";
import type pg from "pg";
import { projectPaths } from "../../../config/project.js";
import { makeHome, type Keeping } from "../../../project/home.js";
import { connect } from "../connecting/connection.js";
import type { Database, DatabaseOptions } from "../../engine.js";
import { checkDiskSpace } from "./cluster/disk-space.js";
import { startHost, type Host } from "./host.js";
import { lockProject } from "./project-lock.js";
import { databaseOn } from "../database.js";
import { Releases } from "../releases.js";

const keeping: Keeping = {
  what: "The embedded server is",
  otherwise: " or in a folder of your own, or give the --url of a server",
};

/** Starts the project's embedded server and connects to it. */
export async function openEmbedded(options: DatabaseOptions): Promise<Database> {
  const { rows, command, onProgress = () => undefined, signal = new AbortController().signal } = options;
  const paths = projectPaths(options.projectDir);
  const releases = new Releases();
  let host: Host | undefined;
  try {
    // Before any work where that can be known: without a cluster there is no data set either.
    if (!existsSync(paths.clusterFile)) await checkDiskSpace(paths.home, rows, options.workload.bytesPerRow);
    await makeHome(paths.root, keeping);
    releases.add(await lockProject(paths.lock, command));
    const started = await startHost({ projectDir: paths.root, rows }, onProgress, signal);
    host = started;
    releases.add(() => started.stop());
    const { version, adminUrl, readerUrl, readerRole } = started.server;
    const client = await connect(adminUrl);
    releases.add(() => client.end());
    return await databaseOn(
      {
        kind: "embedded",
        version,
        client,
        workload: options.workload,
        adminUrl,
        readerUrl,
        countedRole: readerRole,
        mayWrite: true,
        everythingIsOurs: true,
        readerRole,
        breakdown: () => started.breakdown(),
        checkSpace: async (needed) => checkDiskSpace(await dataDirectory(client), needed, options.workload.bytesPerRow),
      },
      options,
      releases,
    );
  } catch (error) {
    const broken = host?.breakdown();
    await releases.run();
    throw broken ?? error;
  }
}

async function dataDirectory(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
  const [shown] = rows;
  if (!shown) throw new Error("The embedded server doesn't say where its data lies.");
  return shown.data_directory;
}
