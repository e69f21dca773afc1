/** Faults of processes: signals that come twice, kills at the worst moment, Ctrl-C while reports are drawn. */
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { until, words, type CommandEnd, type StartedCommand } from "./commands.js";
import type { Came, Fault, FaultGroup } from "./fault.js";
import { install, type Installation } from "./installation.js";
import type { Servers } from "./server.js";

const small = ["--rows=1000", "--rounds=1"];

/** ormeter with a pattern that never ends, and leaves a file when it has begun to be measured. */
const withBlocking = (servers: Servers): Promise<Installation> =>
  install(servers, { patterns: { blocks: `if (inWindow) { writeFileSync("reading", ""); for (;;); }` } });

/** Flags under which pg/query is read before the pattern that never ends. */
const queryFirst = ["--patterns=pg/query,pg/blocks", "--rng-seed=1", ...small];

/** What is in the run's folder: how many trials, and how the result calls its state. */
async function keptIn(folder: string): Promise<string> {
  const text = await readFile(join(folder, "result.json"), "utf8").catch(() => undefined);
  if (text === undefined) return existsSync(folder) ? "an empty folder" : "nothing";
  const { state, trials } = JSON.parse(text) as { state: string; trials: { outcome: { kind: string } }[] };
  return `${state}: ${trials.map(({ outcome }) => outcome.kind).join(" ")}`;
}

/** Signals that must be taken for one, or for two of which the second ends the run: what was measured is kept. */
const signalled = (
  forced: string,
  send: (command: StartedCommand) => Promise<void> | void,
  start?: (installed: Installation) => [string, ...string[]],
): Fault => ({
  forced: `${forced}, one of two patterns measured`,
  expected: "exit 130, the one trial kept and said, nothing left running",
  force: async (servers) => {
    const installed = await withBlocking(servers);
    const { folder } = installed;
    const line = start?.(installed) ?? [...installed.line, "bench"];
    const command = servers.start([...queryFirst, "--out=run"], { cwd: folder, line: line });
    await until(command.ended, () => existsSync(join(folder, "reading")));
    await send(command);
    const end = await command.ended;
    const kept = await keptIn(join(folder, "run"));
    const said = /interrupted/i.test(`${end.stdout}${end.stderr}`);
    return { ok: end.code === 130 && kept === "interrupted: completed" && said, came: `${words(end)}; kept ${kept}` };
  },
});

/**
 * Code that kills its own process with SIGKILL right before or right after it makes a file or folder whose path ends so:
 * loaded before ormeter, so that the kill hits every time.
 */
const killAt = (moment: "before" | "after", ending: string): string =>
  `data:text/javascript,${encodeURIComponent(`
    import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module";
    const die = () => { process.kill(process.pid, "SIGKILL"); for (;;); };
    const hits = (path) => String(path).endsWith(${JSON.stringify(ending)});
    const { mkdir } = fs;
    fs.mkdir = (path, ...rest) => {
      if (!hits(path)) return mkdir(path, ...rest);
      if (${JSON.stringify(moment)} === "before") die();
      mkdir(path, () => die());
    };
    const { open, rename } = fs.promises;
    for (const [name, original, at] of [["open", open, 0], ["rename", rename, 1]]) {
      fs.promises[name] = async (...given) => {
        if (hits(given[at]) && ${JSON.stringify(moment)} === "before") die();
        const result = await original(...given);
        if (hits(given[at])) die();
        return result;
      };
    }
    syncBuiltinESMExports();`)}`;

/** A kill while the project's lock is taken; the next run isn't refused. */
const killedTakingLock = (moment: "before" | "after", ending: string): Fault => ({
  forced: `SIGKILL right ${moment} ${ending} is made`,
  expected: "ended by the kill; the next run: exit 0 at once",
  force: async (servers) => {
    const cwd = servers.project();
    const run = ["bench", "--patterns=pg/copy", ...small];
    const env = { NODE_OPTIONS: `--import=${killAt(moment, ending)}` };
    const killed = await servers.ormeter(run, { cwd, env });
    const next = await servers.ormeter(run, { cwd });
    const left = (await readdir(join(cwd, "results"))).length;
    return {
      ok: killed.code === undefined && next.code === 0 && left === 1,
      came: `${killed.code === undefined ? "killed" : words(killed)}; then ${words(next)}; ${String(left)} folders of runs`,
    };
  },
});

const killedWithEmptyFolder: Fault = {
  forced: "SIGKILL before anything is measured",
  expected: "the empty folder is gone after the next run, another's isn't",
  force: async (servers) => {
    const { folder, line } = await withBlocking(servers);
    const results = join(folder, "results");
    await mkdir(join(results, "theirs"), { recursive: true });
    const command = servers.start(["bench", "--patterns=pg/blocks", ...small], { cwd: folder, line });
    await until(command.ended, () => existsSync(join(folder, "reading")));
    command.kill("SIGKILL");
    await command.ended;
    const left = (await readdir(results)).length;
    const next = await servers.ormeter(["bench", "--patterns=pg/copy", ...small], { cwd: folder, line });
    const names = await readdir(results);
    const ok = left === 2 && next.code === 0 && names.length === 2 && names.includes("theirs");
    return { ok, came: `${words(next)}; folders before and after: ${String(left)}, ${String(names.length)}` };
  },
};

/** Ctrl-C of the whole process group, so many ms after the figures were printed. */
const whileDrawing = (delay: number): Fault => ({
  forced: `SIGINT to the process group ${String(delay)} ms after the figures, while the reports are drawn`,
  expected: "exit 130, the result kept, says how the reports are made",
  force: async (servers): Promise<Came> => {
    const command = servers.start(["bench", "--patterns=pg/copy", "--out=run", ...small]);
    await command.says("This holds for");
    await sleep(delay);
    command.killGroup("SIGINT");
    const end: CommandEnd = await command.ended;
    const kept = await keptIn(join(command.cwd, "run"));
    const says = !end.stderr.includes("error of its own") && end.stderr.includes("report ");
    return { ok: end.code === 130 && kept === "complete: completed" && says, came: `${words(end)}; kept ${kept}` };
  },
});

const twice =
  (apart: number) =>
  async ({ kill }: StartedCommand): Promise<void> => {
    kill("SIGINT");
    await sleep(apart);
    kill("SIGINT");
  };

export const processes: FaultGroup = {
  name: "processes",
  faults: [
    signalled("SIGINT twice within 50 ms", twice(50)),
    signalled("SIGINT twice, 1.5 s apart", twice(1500)),
    signalled(
      "one Ctrl-C under npm with bash as its script shell",
      ({ killGroup }) => killGroup("SIGINT"),
      () => ["npm", "--script-shell=bash", "run", "bench", "--"],
    ),
    signalled(
      "one Ctrl-C under npm with sh",
      ({ killGroup }) => killGroup("SIGINT"),
      () => ["npm", "run", "bench", "--"],
    ),
    killedWithEmptyFolder,
    killedTakingLock("after", "lock.deciding.lock"),
    killedTakingLock("before", "lock.owner"),
    killedTakingLock("after", "lock.owner"),
    killedTakingLock("before", "/lock.lock"),
    killedTakingLock("after", "/lock.lock"),
    ...[0, 100, 250].map(whileDrawing),
  ],
};
