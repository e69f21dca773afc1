import { execFile } from "node:child_process";
import { once } from "node:events";
import { appendFile, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, waitUntilGone } from "../../src/processes/alive.js";
import { readServerFile } from "../../src/engines/postgres/embedded/server-file.js";
import { UsageError } from "../../src/errors.js";
import { dataDirectory, serverPid } from "./cluster.js";
import { query } from "../../scripts/query.js";
import { TemporaryProject, until, type Command } from "./temporary-project.js";

let project: TemporaryProject;
beforeEach(async () => {
  project = await TemporaryProject.create();
});
afterEach(() => project.remove());

const kill = async ({ process }: Command): Promise<void> => {
  process.kill("SIGKILL");
  await once(process, "exit");
};

/** The process ids of the host and the server that are up now. */
async function processes(): Promise<{ host: number; server: number }> {
  const host = (await readServerFile(join(project.folder, ".ormeter", "server.json")))?.hostPid;
  const server = await serverPid(project.folder);
  if (host === undefined) throw new Error("No server is up.");
  return { host, server };
}

describe("after a kill -9", () => {
  test("of a command, nothing of it stays, and the next one starts at once", async () => {
    const command = project.command(1_000);
    await until(command, "prepared");
    const { host, server } = await processes();

    await kill(command);

    expect(await waitUntilGone(host, 10_000)).toBe(true);
    expect(isAlive(server)).toBe(false);
    const database = await project.open();
    await database.prepare(1_000);
    expect(database.progress.map(({ step }) => step)).not.toContain("loading");
  });

  test("of a command, the next one may start before the server has stopped", async () => {
    const command = project.command(1_000);
    await until(command, "prepared");
    await kill(command);
    const database = await project.open();
    await database.prepare(1_000);
    expect(database.progress.map(({ step }) => step)).not.toContain("loading");
  });

  test("of a command and its host, the next one stops the server that was left and goes on", async () => {
    const command = project.command(1_000);
    await until(command, "prepared");
    const { host, server } = await processes();
    command.process.kill("SIGSTOP"); // so that it can't end the server when it sees its host gone
    process.kill(host, "SIGKILL");
    await waitUntilGone(host, 5_000);
    await kill(command);
    expect(isAlive(server)).toBe(true);

    const database = await project.open();
    expect(isAlive(server)).toBe(false);
    expect(database.notes()).toEqual(["Stopped the database server that an earlier run left behind."]);
    await database.prepare(1_000);
    expect(database.progress.map(({ step }) => step)).not.toContain("loading");
  });

  test("of the host alone, its server doesn't outlive it", async () => {
    const command = project.command(1_000);
    await until(command, "prepared");
    const { host, server } = await processes();
    process.kill(host, "SIGKILL");
    expect(await waitUntilGone(server, 10_000)).toBe(true);
  });

  test("of the server, closing doesn't wait for it", async () => {
    const database = await project.open();
    process.kill((await processes()).server, "SIGKILL");
    await sleep(200);
    await database.close();
  });

  test("in the middle of a load, nothing of it is there, and the data set is loaded as if for the first time", async () => {
    const command = project.command(200_000);
    for (let rows = 0; rows === 0;) rows = Number((await until(command, "loading"))["rows"]);
    await kill(command);

    const next = project.command(200_000);
    const { note } = await until(next, "loading");
    expect(note).toBeUndefined();
    expect((await until(next, "prepared"))["rows"]).toBe(200_000);
  });
});

describe("files that were damaged", () => {
  test("are made anew, and the data set with them", async () => {
    await (await project.open()).close();
    await truncate(join(await dataDirectory(project.folder), "global", "pg_control"), 100);
    const database = await project.open();
    expect(database.notes()).toEqual(["The embedded server's files are damaged: they are made anew."]);
    expect((await database.prepare(10)).rows).toBe(10);
  });

  test("of a cluster that was not made to its end are made anew", async () => {
    await (await project.open()).close();
    await rm(join(project.folder, ".ormeter", "cluster.json"));
    const database = await project.open();
    expect(database.progress.map(({ step }) => step)).toEqual(["installing"]);
    expect((await database.prepare(10)).rows).toBe(10);
  });
});

describe("files that others were let read", () => {
  test("are closed to them again, since the server wouldn't start, and the passwords are there", async () => {
    await (await project.open()).close();
    await promisify(execFile)("chmod", ["-R", "go+rX", project.folder]);
    const database = await project.open();
    expect(database.progress.map(({ step }) => step)).not.toContain("installing");
    const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
    expect(await modeOf(await dataDirectory(project.folder))).toBe(0o700);
    expect(await modeOf(join(project.folder, ".ormeter", "cluster.json"))).toBe(0o600);
  });
});

describe("a server that doesn't start", () => {
  test("says why in its own words, as something that can be fixed, and where its log is", async () => {
    await (await project.open()).close();
    await appendFile(join(await dataDirectory(project.folder), "postgresql.conf"), "huge_pages = maybe\n");
    const opened = project.open();
    await expect(opened).rejects.toBeInstanceOf(UsageError);
    await expect(opened).rejects.toThrow(/didn't start: FATAL: .*postgresql\.conf.*server\.log\.$/);
  });
});

describe("a server that breaks down after its start", () => {
  test("says why, instead of what comes of it", async () => {
    const database = await project.open();
    const [writer] = await query<{ pid: number }>(
      database.adminUrl,
      "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'",
    );
    process.kill(writer?.pid ?? NaN, "SIGABRT");
    while (!database.breakdown()) await sleep(20);
    expect(database.breakdown()).toBeInstanceOf(UsageError);
    expect(database.breakdown()?.message).toMatch(
      /^The database server broke down: LOG: WAL writer process .* signal 6: Aborted\. Its log is .*server\.log\./,
    );
  });
});

describe("a second command beside one that uses the server", () => {
  test("ends at once, says who holds it, and leaves it alone", async () => {
    const command = project.command(10);
    await until(command, "prepared");
    const { host, server } = await processes();
    const refused = project.open();
    await expect(refused).rejects.toBeInstanceOf(UsageError);
    await expect(refused).rejects.toThrow(`in use by ormeter test (process ${String(command.process.pid)}, since `);
    expect(await processes()).toEqual({ host, server });
    expect(isAlive(server)).toBe(true);
  });
});
