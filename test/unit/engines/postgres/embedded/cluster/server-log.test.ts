import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerLog } from "../../../../../../src/engines/postgres/embedded/cluster/server-log.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ormeter-log-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("the log is kept in a private file, its end for the message", async () => {
  const path = join(folder, "server.log");
  const log = new ServerLog(path);
  for (let line = 1; line <= 6; line++) log.add(`line ${String(line)}`);
  expect(log.cause()).toBe("line 3 | line 4 | line 5 | line 6");
  expect(await readFile(path, "utf8")).toMatch(/^line 1\n.*line 6\n$/s);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("what made the server give up is its first FATAL line with the detail, whatever it says afterwards", () => {
  const log = new ServerLog(join(folder, "server.log"));
  log.add("2026-07-01 08:00:00.000 UTC [7] LOG:  starting PostgreSQL 18.4");
  log.add(
    '2026-07-01 08:00:00.001 UTC [7] FATAL:  data directory "/x" has invalid permissions\n' +
      "2026-07-01 08:00:00.001 UTC [7] DETAIL:  Permissions should be u=rwx (0700) or u=rwx,g=rx (0750).\n",
  );
  for (let line = 1; line <= 200; line++) log.add(`LOG:  shutting down, line ${String(line)} of many`);
  log.add("FATAL:  the database system is shutting down");
  expect(log.cause()).toBe(
    'FATAL: data directory "/x" has invalid permissions | ' +
      "DETAIL: Permissions should be u=rwx (0700) or u=rwx,g=rx (0750).",
  );
});

test("what made initdb give up is said, too", () => {
  const log = new ServerLog(join(folder, "server.log"));
  log.add('[STDERR] initdb: error: program "postgres" is needed by initdb but was not found\n');
  log.add("[STDERR] initdb: removing contents of data directory\n");
  expect(log.cause()).toBe('initdb: error: program "postgres" is needed by initdb but was not found');
});

test.each([
  ["PANIC:  could not locate a valid checkpoint record at 0/1", true],
  ['FATAL:  could not open file "global/pg_filenode.map": No such file or directory', true],
  ["LOG:  could not bind IPv4 address: Address already in use", false],
  ["FATAL:  could not map anonymous shared memory: Cannot allocate memory", false],
])("%s: damaged %s", (line, damaged) => {
  const log = new ServerLog(join(folder, "server.log"));
  log.add(line);
  expect(log.saysDamaged()).toBe(damaged);
});

test("a server that breaks down after its start says why once, before what comes of it", () => {
  const causes: string[] = [];
  const log = new ServerLog(join(folder, "server.log"), (cause) => void causes.push(cause));
  log.add("2026-07-01 08:00:00 UTC [7] LOG:  database system is ready to accept connections");
  log.add('2026-07-01 08:00:01 UTC [9] FATAL:  role "nobody" does not exist');
  expect(causes).toEqual([]);
  log.add('2026-07-01 08:00:02 UTC [8] PANIC:  could not write to log file "0001": File too large');
  log.add("2026-07-01 08:00:02 UTC [7] LOG:  WAL writer process (PID 8) was terminated by signal 6: Aborted");
  expect(causes).toEqual(['PANIC: could not write to log file "0001": File too large']);
});

test("a server of which the system killed a process broke down, too", () => {
  const causes: string[] = [];
  const log = new ServerLog(join(folder, "server.log"), (cause) => void causes.push(cause));
  log.add("2026-07-01 08:00:02 UTC [7] LOG:  server process (PID 8) was terminated by signal 9: Killed");
  expect(causes).toEqual(["LOG: server process (PID 8) was terminated by signal 9: Killed"]);
});
