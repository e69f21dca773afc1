/**
 * A whole `bench` run seen from outside: how much of it is spent outside the measured windows, and how large the
 * parent gets. `npm run measure:run -- [flags of bench]`
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setInterval } from "node:timers";
import { execa } from "execa";
import { compiledProgram } from "../src/config/project.js";
import { statusBytes } from "../src/probes/resident-memory.js";
import { readResult } from "../src/results/store.js";
import { say } from "./measuring.js";

const out = join(mkdtempSync(join(tmpdir(), "ormeter-run-")), "run");
const start = performance.now();
const bench = execa(
  process.execPath,
  [compiledProgram("src/cli.ts"), "bench", "--out", out, ...process.argv.slice(2)],
  {
    stdio: ["ignore", "inherit", "inherit"],
  },
);
let peak = 0;
const timer = setInterval(() => {
  // Nothing is there once it has ended.
  peak = Math.max(peak, statusBytes("VmHWM", bench.pid ?? 0) ?? 0);
}, 50);
await bench;
clearInterval(timer);
const total = performance.now() - start;
const { trials } = await readResult(out);
const windows = trials.reduce((sum, { outcome }) => {
  return sum + (outcome.kind === "completed" ? Number(outcome.metrics.wall) : 0);
}, 0);
say(
  `${trials.length} trials in ${(total / 1000).toFixed(1)} s, ${(windows / 1000).toFixed(1)} s of it in windows: ` +
    `${((1 - windows / total) * 100).toFixed(1)} % outside; the parent's peak RSS ${(peak / 1e6).toFixed(1)} MB`,
);
