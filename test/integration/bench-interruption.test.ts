import { constants } from "node:os";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BenchProject, type Run } from "./bench-project.js";
import { serverPid } from "./cluster.js";

const small = ["--rows=1000", "--rounds=1"];
/** Draws an order in which `pg/query` is read before the pattern that doesn't end. */
const queryFirst = "--rng-seed=1";

let project: BenchProject;
beforeAll(async () => {
  project = await BenchProject.create();
  await project.addPattern("blocks", `if (inWindow) { writeFileSync("reading", ""); for (;;); }`);
  await project.addPattern(
    "waits",
    `if (inWindow) { writeFileSync("reading", ""); while (!existsSync("go")) await sleep(20); }`,
  );
  // Makes the cluster and loads what all runs here read.
  await project.bench("--patterns=pg/copy", ...small);
});
afterEach(async () => {
  for (const file of ["reading", "go"]) await rm(join(project.folder, file), { force: true });
});
afterAll(() => project.remove());

/** Waits until the pattern that blocks, or the one that waits, is in the middle of its window. */
async function reading(): Promise<void> {
  while (!existsSync(join(project.folder, "reading"))) await sleep(20);
}

/** Lets the pattern that waits go on. */
const go = (): Promise<void> => writeFile(join(project.folder, "go"), "");

/** Sends a signal to the command alone, as `kill` does. */
const signal = ({ process: { pid } }: Run, name: NodeJS.Signals): void => void process.kill(pid ?? NaN, name);

/** Sends a signal to the command and the workers in its process group, as a terminal's Ctrl-C does. */
const signalGroup = ({ process: { pid } }: Run, name: NodeJS.Signals): void => void process.kill(-(pid ?? NaN), name);

describe("an interrupted run", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends by %s with %i and keeps what was measured", async (name, code) => {
    const run = project.start("--patterns=pg/query,pg/blocks", queryFirst, ...small);
    await reading();
    signal(run, name);

    const ended = await run.ended;
    expect({ code: ended.code, signal: ended.signal }).toEqual({ code, signal: null });
    const result = await run.result();
    expect(result.state).toBe("interrupted");
    expect(result.trials.map(({ outcome }) => outcome.kind)).toEqual(["completed"]);
    expect(ended.stdout.replace(/\s+/g, " ")).toContain("The run was interrupted after 1 of 2 trials.");
    await project.emptied();
  });

  test("counts no trial that Ctrl-C ended together with the command", async () => {
    const run = project.start("--patterns=pg/query,pg/waits", queryFirst, ...small);
    await reading();
    signalGroup(run, "SIGINT");

    expect((await run.ended).code).toBe(130);
    const result = await run.result();
    expect(result.state).toBe("interrupted");
    expect(result.trials.map(({ outcome }) => outcome.kind)).toEqual(["completed"]);
    await project.emptied();
  });

  test("is gone on with: what was measured stays, and the rest is measured", async () => {
    const run = project.start("--patterns=pg/query,pg/waits", queryFirst, ...small);
    await reading();
    signalGroup(run, "SIGINT");
    const [, folder = ""] = /--resume (\S+) goes on with it\./.exec((await run.ended).stderr) ?? [];
    const resume = (...flags: string[]) => project.ormeter(["bench", "--resume", folder, ...flags]).ended;
    const [first] = (await run.result()).trials;

    await go();
    expect((await resume("--rounds=2")).stderr).toContain("leave --rounds away");
    expect(await resume()).toMatchObject({ code: 0 });
    const result = await run.result();
    expect(result.state).toBe("complete");
    expect(result.trials).toHaveLength(2);
    expect(result.trials[0]).toEqual(first);
    expect(result.trials[1]?.case).toMatch(/^pg\/waits/);
    expect(result.trials[1]?.outcome.kind).toBe("completed");
    expect((await resume()).stderr).toContain("is complete: there is nothing to go on with");
  });

  test("in its first trial keeps a result without trials", async () => {
    const run = project.start("--patterns=pg/blocks", ...small);
    await reading();
    signal(run, "SIGINT");

    const { code, stderr } = await run.ended;
    expect(code).toBe(130);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(await run.result()).toMatchObject({ state: "interrupted", trials: [] });
    await project.emptied();
  });

  test("while it loads has no result, and ends all the same", async () => {
    const run = project.start("--patterns=pg/query", "--rows=3000000", "--rounds=1");
    await run.says("Loading the data set");
    signal(run, "SIGTERM");

    const { code, stdout, stderr } = await run.ended;
    expect(code).toBe(143);
    expect(stdout).toBe("");
    expect(stderr).not.toMatch(/error|^\s+at /m);
    expect(run.hasFolder()).toBe(false);
    await project.emptied();
  });

  test("ends at once when it is asked twice", async () => {
    const run = project.start("--patterns=pg/blocks", ...small);
    await reading();
    signal(run, "SIGINT");
    await run.says("Stopping the server");
    // Until it counts as another one than the first.
    const again = setInterval(() => void run.process.kill("SIGINT"), 200);
    const { code, signal: endedBy } = await run.ended;
    clearInterval(again);
    // One that comes while the process goes anyway ends it by itself, which a shell shows as the same code.
    expect(code ?? 128 + constants.signals[endedBy ?? "SIGKILL"]).toBe(130);
    await project.emptied();
  });

  test("keeps what was measured where it is asked twice, since it can't end well", async () => {
    const run = project.start("--patterns=pg/query,pg/blocks", queryFirst, ...small);
    await reading();
    const { hostPid } = JSON.parse(await readFile(join(project.folder, ".ormeter", "server.json"), "utf8")) as {
      hostPid: number;
    };
    // The server is never done with stopping.
    process.kill(hostPid, "SIGSTOP");
    try {
      signal(run, "SIGINT");
      const again = setInterval(() => void run.process.kill("SIGINT"), 200);
      const { code, stderr } = await run.ended;
      clearInterval(again);
      expect(code).toBe(130);
      expect(stderr).toContain("What was measured until then, 1 trial, is in ");
    } finally {
      process.kill(hostPid, "SIGCONT");
    }
    const result = await run.result();
    expect(result.state).toBe("interrupted");
    expect(result.trials.map(({ outcome }) => outcome.kind)).toEqual(["completed"]);
    await project.emptied();
  });

  test("while its reports are drawn has the signal's code, keeps the result, and says how they are made", async () => {
    const run = project.start("--patterns=pg/copy", ...small);
    // The table is on standard output when the reports are begun.
    await new Promise((resolve) => run.process.stdout?.once("data", resolve));
    signalGroup(run, "SIGINT");
    const { code, signal: endedBy, stderr } = await run.ended;
    expect({ code, endedBy }).toEqual({ code: 130, endedBy: null });
    expect(stderr).not.toContain("error of its own");
    expect(stderr).toContain("npm run report -- ");
    expect(await run.result()).toMatchObject({ state: "complete" });
    await project.emptied();
  });
});

describe("a run whose output nobody reads any more", () => {
  test("goes on to its end and keeps its result", async () => {
    const run = project.start("--patterns=pg/waits", ...small);
    await reading();
    run.process.stdout?.destroy();
    run.process.stderr?.destroy();
    await go();
    expect(await run.ended).toMatchObject({ code: 0, signal: null });
    expect(await run.result()).toMatchObject({ state: "complete" });
  });
});

describe("a run whose folder can't be written to any more", () => {
  test("prints its figures all the same, and exits with 2", async () => {
    const run = project.start("--patterns=pg/waits", ...small);
    await reading();
    await run.replaceFolder();
    await go();
    const { code, stdout, stderr } = await run.ended;
    expect(code).toBe(2);
    expect(stdout).toMatch(/^ +pg\/waits +[\d,.]+ /m);
    expect(stderr).toMatch(
      /^ormeter: The result can't be written to .*\/result\.json \(\w+\); free some room or name another place\.$/m,
    );
  });
});

describe("a run whose command is killed", () => {
  test("leaves nothing running, not even a worker that blocks, and the next run starts", async () => {
    const run = project.start("--patterns=pg/blocks", ...small);
    await reading();
    signal(run, "SIGKILL");
    await run.ended;
    await project.emptied();

    const { code, result } = await project.bench("--patterns=pg/query", ...small);
    expect(code).toBe(0);
    expect(result.trials.map(({ outcome }) => outcome.kind)).toEqual(["completed"]);
  });
});

describe("a run whose server is killed", () => {
  test("says so without a stack, and leaves nothing running", async () => {
    const run = project.start("--patterns=pg/waits", ...small);
    await reading();
    process.kill(await serverPid(project.folder), "SIGKILL");
    await go();

    const { code, stderr } = await run.ended;
    expect(code).toBe(4);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect((await run.result()).trials.map(({ outcome }) => outcome)).toEqual([
      { kind: "failed", message: "the database server ended while it was read from." },
    ]);
    await project.emptied();
  });
});

describe("a second run beside one that is under way", () => {
  test("is refused with a sentence, and leaves the first alone", async () => {
    const first = project.start("--patterns=pg/waits", ...small);
    await reading();

    const second = project.start("--patterns=pg/query", ...small);
    const refused = await second.ended;
    expect(refused.code).toBe(2);
    expect(refused.stdout).toBe("");
    expect(refused.stderr.trim()).toMatch(/^ormeter: .* in use by ormeter bench \(process \d+, since /);
    expect(refused.stderr.trim().split("\n")).toHaveLength(1);
    expect(refused.stderr).toContain(String(first.process.pid));
    expect(second.hasFolder()).toBe(false);

    await go();
    expect((await first.ended).code).toBe(0);
    expect((await first.result()).trials.map(({ outcome }) => outcome.kind)).toEqual(["completed"]);
  });
});
