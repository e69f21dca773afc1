import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cgroupPlace, namesIn, seenIn } from "../../../../src/runner/memory-limit/cgroup-tree.js";
import { isLeftBehind, newName } from "../../../../src/runner/memory-limit/own-cgroup.js";
import { makeFolder, removeFolder } from "../../../program.js";

const unified = "30 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate";
const memory = "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory";
const cpu = "33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct";

describe("This process's place in the tree", () => {
  test("Is found in version 2, below the mount", () => {
    const files = { cgroup: "0::/user.slice/user-1000.slice/session-3.scope\n", mountinfo: `${unified}\n` };
    expect(cgroupPlace(2, files)).toEqual({
      top: "/sys/fs/cgroup",
      own: "/sys/fs/cgroup/user.slice/user-1000.slice/session-3.scope",
    });
    expect(cgroupPlace(1, files)).toBeUndefined();
  });

  test("Is found in version 1 by the memory controller, whatever else is mounted beside it", () => {
    const files = {
      cgroup: "9:name=systemd:/\n4:memory:/jobs/7\n2:cpu,cpuacct:/other\n0::/\n",
      mountinfo: [cpu, unified.replace("/sys/fs/cgroup ", "/sys/fs/cgroup/unified "), memory].join("\n"),
    };
    expect(cgroupPlace(1, files)).toEqual({ top: "/sys/fs/cgroup/memory", own: "/sys/fs/cgroup/memory/jobs/7" });
    expect(cgroupPlace(2, files)).toEqual({ top: "/sys/fs/cgroup/unified", own: "/sys/fs/cgroup/unified" });
  });

  test("Is what is mounted of it, in a container whose paths count from its host's root", () => {
    const ofHost = memory.replace(" / ", " /docker/abc ");
    const place = (path: string) => cgroupPlace(1, { cgroup: `4:memory:${path}\n`, mountinfo: ofHost })?.own;
    expect(place("/docker/abc")).toBe("/sys/fs/cgroup/memory");
    expect(place("/docker/abc/child")).toBe("/sys/fs/cgroup/memory/child");
    expect(place("/docker/other")).toBe("/sys/fs/cgroup/memory");
  });

  test("Is nowhere where nothing is mounted", () => {
    expect(cgroupPlace(2, { cgroup: "0::/\n", mountinfo: "" })).toBeUndefined();
    expect(cgroupPlace(2, { cgroup: "", mountinfo: "" })).toBeUndefined();
  });
});

test("Kills are counted as either version writes them, and aren't known where it doesn't", async () => {
  const folder = await makeFolder();
  try {
    await writeFile(join(folder, "memory.events"), "low 0\nhigh 0\nmax 31\noom 2\noom_kill 1\noom_group_kill 0\n");
    await writeFile(join(folder, "memory.oom_control"), "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
    await writeFile(join(folder, "old"), "oom_kill_disable 0\nunder_oom 0\n");
    await writeFile(join(folder, "memory.stat"), "cache 4096\npgmajfault 12\ntotal_pgmajfault 99\n");
    const seen = ["memory.events", "memory.oom_control", "old", "none"].map((name) => seenIn(folder, name));
    expect(seen.map(({ killed }) => killed)).toEqual([true, true, undefined, undefined]);
    expect(seen[0]?.majorFaults).toBe(12);
    expect(seenIn(join(folder, "none"), "memory.events").majorFaults).toBeUndefined();
    await mkdir(join(folder, "x"));
    await writeFile(join(folder, "x", "cgroup.controllers"), "cpu memory pids\n");
    expect(namesIn(join(folder, "x", "cgroup.controllers"))).toEqual(["cpu", "memory", "pids"]);
    expect(namesIn(join(folder, "x", "cgroup.subtree_control"))).toEqual([]);
  } finally {
    await removeFolder(folder);
  }
});

test("A run's cgroup is left behind once its process is gone, and no other is", () => {
  const own = newName();
  const [, namespace] = own.split("-");
  expect(isLeftBehind(own)).toBe(false);
  expect(isLeftBehind(newName({ turnsOn: true }))).toBe(false);
  // No process was born before all others twice: one with our number is another.
  expect(isLeftBehind(own.replace(/\d+-\d+$/, "1-1"))).toBe(process.platform === "linux");
  expect(isLeftBehind(`ormeter-${String(namespace)}-4194304-77-1`)).toBe(true);
  expect(isLeftBehind(`ormeter-${String(namespace)}-4194304-77-1-on`)).toBe(true);
  expect(isLeftBehind("ormeter-1-4194304-77-1")).toBe(false);
  expect(isLeftBehind("system.slice")).toBe(false);
  expect(isLeftBehind(`other-${own}`)).toBe(false);
});
