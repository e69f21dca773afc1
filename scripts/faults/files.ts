/** Faults of disks, folders and their modes: full disks, opened modes, paths that a shell reads otherwise. */
import { spawnSync } from "node:child_process";
import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ormeterLine, words, type CommandEnd } from "./commands.js";
import { Skipped, type Came, type Fault, type FaultGroup } from "./fault.js";
import { giveTo, install, removeOutside } from "./installation.js";
import { measuredProject, read } from "./measured-project.js";
import { onSmallDisk, spoiled, withLittleSharedMemory, type SmallDisk } from "./small-disk.js";

/** A run whose result takes more than 8 kB. */
const large = [...read, "--patterns=pg,typeorm/find", "--rounds=4"];

/** A command line under limits of bash's `ulimit`. */
const limited = (limits: string, line: readonly string[] = ormeterLine()): [string, ...string[]] => [
  ...(["bash", "-c", `ulimit ${limits}; exec "$@"`, "bash"] as const),
  ...line,
];

/** A command that writes where 8 kB are free: what was there stands, nothing is cut, and it says so. */
const onFullDisk = (forced: string, on: string, args: readonly string[], says = /the disk is full/): Fault => ({
  forced: `${forced}, with 8 kB free`,
  expected: `exit 2, ${String(says)}, every file whole or as it was`,
  force: async (servers) => {
    const project = await measuredProject(servers);
    const disk: SmallDisk = { folder: join(project, on), size: "8m", free: 8192 };
    const end = await servers.ormeter(args, { cwd: project, line: onSmallDisk(disk) });
    const wrong = await spoiled(disk.folder);
    const figures = args[0] !== "bench" || end.stdout.includes("pg/copy");
    return {
      ok: end.code === 2 && says.test(end.stderr) && wrong.length === 0 && figures,
      came: [words(end), ...wrong, ...(figures ? [] : ["the figures weren't printed"])].join("; "),
    };
  },
});

/** The folder for temporary files is a disk of 1 MB that a pattern fills when it has read so often. */
const filledWhileReading = (forced: string, reads: number): Fault => ({
  forced: `TMPDIR full ${forced}`,
  expected: "what is lost is absent, with the full disk as the reason; exit 0",
  force: async (servers) => {
    const fill = `if (reads === ${String(reads)}) {
      for (let part = 0, size = 1 << 16; size > 0; part++) {
        try { writeFileSync(tmpdir() + "/filler-" + part, Buffer.alloc(size)); } catch { size >>= 1; }
      }
      // More collections than what is left of the trace's last page has room for.
      for (let made = 0; made < 200_000; made++) new Array(1022).fill(made);
    }`;
    const { folder, line } = await install(servers, { patterns: { fills: fill } });
    const temporary = servers.project();
    const end = await servers.ormeter([...read, "--patterns=pg/fills", "--json"], {
      cwd: folder,
      env: { TMPDIR: temporary },
      line: onSmallDisk({ folder: temporary, size: "1m" }, line),
    });
    const reason = /"allocated":\{"absent":"([^"]*)"/.exec(end.stdout)?.[1] ?? "none";
    return { ok: end.code === 0 && reason.includes("ENOSPC"), came: `${words(end)}; reason: ${reason}` };
  },
});

/** Something that keeps the embedded server from starting, before or after its cluster is there. */
const startRefused = (forced: string, line: () => [string, ...string[]], isThere: boolean, says: RegExp): Fault => ({
  forced: `${forced}, ${isThere ? "the cluster is there" : "no cluster yet"}`,
  expected: `exit 2, ${String(says)}; works again without`,
  force: async (servers) => {
    const cwd = servers.project();
    if (isThere) await servers.ormeter(read, { cwd });
    const end = await servers.ormeter(read, { cwd, line: line() });
    const again = await servers.ormeter(read, { cwd });
    const ok = end.code === 2 && says.test(end.stderr) && again.code === 0;
    return { ok, came: `${words(end)}; then exit ${String(again.code)}` };
  },
});

const modesOpened = (mode: string): Fault => ({
  forced: `chmod -R ${mode} . in the project`,
  expected: "exit 0, and the cluster's modes closed again",
  force: async (servers) => {
    const cwd = servers.project();
    await servers.ormeter(read, { cwd });
    spawnSync("chmod", ["-R", mode, "."], { cwd });
    const end = await servers.ormeter(read, { cwd });
    const secret = await stat(join(cwd, ".ormeter", "cluster.json"));
    const open = (secret.mode & 0o077) !== 0;
    return { ok: end.code === 0 && !open, came: `${words(end)}${open ? " AND THE PASSWORDS ARE OPEN" : ""}` };
  },
});

/** ormeter in a folder of this name, run by root or by somebody else. */
const installedIn = (name: string, who: "root" | "another user", judge: (end: CommandEnd) => boolean): Fault => ({
  forced: `installed in a folder ${name}, run by ${who}`,
  expected: judge === works ? "exit 0" : "exit 2 with what to do",
  force: async (servers): Promise<Came> => {
    const owner = servers.owner;
    if (!owner && who === "root") throw new Skipped("this user isn't root");
    removeOutside(servers);
    const { folder, line } = await install(servers, { name, ownServer: true });
    const asOther = who === "another user" && owner ? { owner, env: { HOME: folder } } : {};
    if (asOther.owner) giveTo(folder, asOther.owner);
    const end = await servers.ormeter(read, { cwd: folder, line, ...asOther });
    return { ok: judge(end), came: words(end) };
  },
});

const works = ({ code }: CommandEnd): boolean => code === 0;
const isTold = ({ code, stderr }: CommandEnd): boolean =>
  code === 2 && /can't be run from a folder with .* move the project to another one, or give the --url/.test(stderr);

export const files: FaultGroup = {
  name: "files",
  faults: [
    onFullDisk("bench --save over a baseline that is there", "baselines", [...large, "--save=b"]),
    onFullDisk("bench --out", "new", [...large, "--out=new/run"]),
    onFullDisk("compare --out", "new", ["compare", "b", "run", "--out=new"]),
    onFullDisk("report over reports that are there", "run", ["report", "run"]),
    onFullDisk("report --format html --out", "new", ["report", "run", "--format=html", "--out=new/page.html"]),
    onFullDisk("report --svg", "new", ["report", "run", "--svg=new"]),
    onFullDisk("history --out", "new", ["history", "--out=new"]),
    {
      forced: "report under ulimit -f 8 (files of 8 kB)",
      expected: "exit 2, names ulimit -f, the old report stands",
      force: async (servers) => {
        const cwd = await measuredProject(servers);
        await writeFile(join(cwd, "run", "report.html"), "old");
        const end = await servers.ormeter(["report", "run"], { cwd, line: limited("-f 8") });
        const { size } = await stat(join(cwd, "run", "report.html"));
        const left = (await readdir(join(cwd, "run"))).filter((name) => name.endsWith(".tmp"));
        const ok = end.code === 2 && end.stderr.includes("ulimit -f") && size === 3 && left.length === 0;
        return { ok, came: `${words(end)}; report.html has ${String(size)} bytes` };
      },
    },
    {
      forced: "bench --json > /dev/full",
      expected: "exit 2 with the reason, the result kept",
      force: async (servers) => {
        const cwd = servers.project();
        const line: [string, ...string[]] = ["sh", "-c", `exec "$@" > /dev/full`, "sh", ...ormeterLine()];
        const end = await servers.ormeter([...read, "--json", "--out=run"], { cwd, line });
        const kept = (await readdir(join(cwd, "run"))).includes("result.json");
        return { ok: end.code === 2 && end.stderr.includes("ENOSPC") && kept, came: words(end) };
      },
    },
    {
      forced: "TMPDIR full from the start",
      expected: "exit 2 before anything is begun, names TMPDIR",
      force: async (servers) => {
        const [cwd, temporary] = [servers.project(), servers.project()];
        const line = onSmallDisk({ folder: temporary, size: "1m", free: 4096 });
        const end = await servers.ormeter(read, { cwd, env: { TMPDIR: temporary }, line });
        const begun = await readdir(cwd);
        return { ok: end.code === 2 && end.stderr.includes("Set TMPDIR") && begun.length === 0, came: words(end) };
      },
    },
    filledWhileReading("before the measured window", 1),
    filledWhileReading("in the measured window", 3),
    modesOpened("go+rX"),
    modesOpened("a+rwX"),
    // Not a backslash: Node itself runs no module from there.
    ...['a"b', "a$b", "a`b"].flatMap((name) => [
      installedIn(name, "root", works),
      installedIn(name, "another user", isTold),
    ]),
    ...["a;b", "größe 1 #%'&"].map((name) => installedIn(name, "another user", works)),
    ...[false, true].flatMap((isThere) => [
      startRefused("/dev/shm of 1 MB", withLittleSharedMemory, isThere, /FATAL: .*shared memory/),
      startRefused(
        "ulimit -f 1024 (files of 1 MB)",
        () => limited("-f 1024"),
        isThere,
        /(FATAL|PANIC): .*File too large/,
      ),
    ]),
  ],
};
