import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findLimiter } from "../../src/runner/memory-limit/limiter.js";
import { readResult } from "../../src/results/store.js";
import { BenchProject } from "./bench-project.js";

const found = await findLimiter();
if ("close" in found) await found.close();
/** Whether the kernel's limits can be had here; without them V8's heap alone is limited, which is said. */
const isLimited = !("absent" in found);

let project: BenchProject;
beforeAll(async () => {
  project = await BenchProject.create();
  // Holds 180 MiB, whatever the rows are; filled in one go, so that the kernel is at its limit before anything gets slow.
  await project.addPattern("holds", "if (inWindow) globalThis.held = Buffer.alloc(180 * 2 ** 20, 1);");
});
afterAll(() => project.remove());

const small = ["--rows=1000", "--tries=1", "--rng-seed=3"];

/** Cgroups that runs left, wherever in the tree. */
const left = (folder = "/sys/fs/cgroup"): string[] =>
  !existsSync(folder)
    ? []
    : readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .flatMap(({ name }) => [...(name.startsWith("ormeter-") ? [name] : []), ...left(join(folder, name))]);

test("Limits that can't be are refused with the number that counts, before anything is made", async () => {
  const tooLittle = await project.ormeter(["limits", "--memory=17M", ...small]).ended;
  const tooMuch = await project.ormeter(["limits", "--memory=96M,16T", ...small]).ended;
  const nonsense = await project.ormeter(["limits", "--memory=96,1G", ...small]).ended;
  if (isLimited) {
    expect(tooLittle.stderr).toMatch(/Node alone needs about \d+M here.*received 17M/);
    expect(tooMuch.stderr).toMatch(/there are \d+M here.*received 16777216M/);
    expect([tooLittle.code, tooMuch.code]).toEqual([2, 2]);
  }
  expect(nonsense.stderr).toContain('--memory must be sizes with a unit, like 96M, 512M or 1G; received "96"');
  expect(nonsense.code).toBe(2);
});

test("A way of limiting that there isn't is refused, with the reason", async () => {
  const ways = ["systemd-run", "cgroup-v2", "cgroup-v1"].filter((way) => isLimited && way !== found.name);
  for (const way of ways.slice(0, 1)) {
    const { code, stderr } = await project.ormeter(["limits", `--limit-by=${way}`, ...small]).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/--limit-by: .*Run as root/);
  }
});

test("A run that is interrupted keeps its grid, and leaves nothing in the tree of cgroups", async () => {
  const run = project.ormeter(["limits", "--memory=96M,320M", "--patterns=pg/holds", "--out=found", ...small]);
  await run.says("round 3");
  run.process.kill("SIGINT");
  const { code, stdout, stderr } = await run.ended;
  const { limits, trials, state } = await readResult(join(project.folder, "found"));
  expect({ code, state }).toEqual({ code: 130, state: "interrupted" });
  expect(limits?.limited.what).toBe(isLimited ? "process" : "heap");
  expect(stdout).toMatch(/pg\/holds .*\d/);
  expect(stderr).toContain("--resume");
  const endings = trials.map((trial) => [/ (?:memory|oldSpace)=\S+/.exec(trial.case)?.[0], trial.outcome.kind]);
  if (isLimited) {
    expect(endings).toContainEqual([" memory=320M", "completed"]);
    // Killed; or, where the disk is busy, so slow over its own program's pages that it was ended before.
    const [, ending] = endings.find(([limit]) => limit === " memory=96M") ?? [];
    expect(["out-of-memory", "timed-out"]).toContain(ending);
    expect(trials.every(({ majorFaults }) => majorFaults !== undefined)).toBe(true);
  }
  expect(left().filter((name) => name.includes(`-${String(run.process.pid)}-`))).toEqual([]);
});
