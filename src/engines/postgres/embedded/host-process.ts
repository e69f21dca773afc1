/**
 * The database host: a small process of its own that owns the embedded server. It is not in the terminal's process
 * group, so Ctrl-C reaches the parent alone, and it stops the server as soon as the parent is gone, however it went.
 */
import { projectPaths } from "../../../config/project.js";
import { UsageError } from "../../../errors.js";
import { runs, waitUntilGone } from "../../../processes/alive.js";
import { readerRole, startCluster, type RunningServer } from "./cluster/cluster.js";
import type { HostMessage, HostRequest } from "./host.js";
import { readServerFile, removeServerFile, writeServerFile } from "./server-file.js";

const send = (message: HostMessage): void => {
  if (process.connected) process.send?.(message);
};

async function serve({ projectDir, rows }: HostRequest): Promise<void> {
  const paths = projectPaths(projectDir);
  await awaitEarlierHost(paths.serverFile);
  let server: RunningServer | undefined;
  try {
    server = await startCluster(paths, rows, {
      onProgress: (progress) => send({ kind: "progress", progress }),
      onBreakdown: (cause) => send({ kind: "brokeDown", cause: `${cause}. Its log is ${paths.serverLog}.` }),
    });
    const { version, adminUrl, readerUrl } = server;
    await writeServerFile(paths.serverFile, { hostPid: process.pid, version, adminUrl, readerUrl, rows });
    send({ kind: "started", version, adminUrl, readerUrl, readerRole });
    await parentGone;
  } finally {
    await server?.stop();
    await removeServerFile(paths.serverFile, process.pid);
  }
}

/** Lets the host of a run that was killed a moment ago finish stopping its server. */
async function awaitEarlierHost(serverFile: string): Promise<void> {
  const earlier = await readServerFile(serverFile);
  if (earlier && runs(earlier.hostPid, "host-process")) await waitUntilGone(earlier.hostPid, 5_000);
}

const fail = (error: unknown): void => {
  process.exitCode = 1;
  if (!process.connected) return;
  const message = error instanceof Error ? error.message : String(error);
  const failed: HostMessage = { kind: "failed", usage: error instanceof UsageError, message };
  process.send?.(failed, () => {
    if (process.connected) process.disconnect();
  });
};

const parentGone = new Promise<void>((resolve) => process.once("disconnect", resolve));

// The library leaves the error of a server that can't even be spawned uncaught.
process.on("uncaughtException", fail);
process.once("message", (request: HostRequest) => {
  serve(request).then(() => process.exit(), fail);
});
