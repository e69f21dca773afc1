/** Flags that say what is shown, and where it goes. */
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../errors.js";
import { browserOf, type Browser } from "../config/browser.js";
import type { Result } from "../results/schema.js";
import { choice, Flag, flag, toggle } from "./flag.js";
import { baselineFile } from "./judging.js";

/** The folder that is named; an empty name would be the project's own. */
export const out = flag(
  "--out <dir>",
  "also write result.json, report.html and report.md into this folder",
  (text, name, { cwd }) => {
    if (text.trim() !== "") return resolve(cwd, text);
    throw new UsageError(`${name} must name a folder; received "${text}".`);
  },
).place();

/** The folder of a run, which has one whether it is named or not. */
export const runFolder = (command: string): Flag<string, string> =>
  out
    .describedAs("the run's folder")
    .orElse(({ cwd, now }) => defaultOut(cwd, command, now), `results/<time>-${command}`);

/** `results/2026-01-31T235959Z-bench`: sorts by time, and is a file name everywhere. */
export function defaultOut(cwd: string, command: string, now: Date): string {
  const stamp = now.toISOString().replace(/\.\d+/, "").replaceAll(":", "");
  return join(cwd, "results", `${stamp}-${command}`);
}

/** The file of the baseline that the result is kept as. */
export const save = flag(
  "--save <name>",
  "keep the result as baselines/<name>.json, to be compared with later",
  (text, name, { cwd }) => baselineFile(cwd, name, text),
).place();

/** A run that is gone on with. */
export interface Resumed {
  readonly folder: string;
  /** What was measured until it was interrupted. */
  readonly result: Result;
}

/** A run that was interrupted: the folder that it is in, or its result's file. Its own flags hold (`resumedFlags`). */
export const resume = flag(
  "--resume <run>",
  "go on with a run that was interrupted, in its folder and with its flags",
  async (text, _, { cwd }): Promise<Resumed> => {
    const { readResult, resultPath } = await import("../results/store.js");
    const file = await resultPath(resolve(cwd, text));
    return { folder: dirname(file), result: await readResult(file) };
  },
).place();

export const json = toggle("--json", "print the result on standard output, and nothing else there").place();

/** The browser that shows the report at the end, or why there is none. */
export const open = new Flag<Browser, undefined>({
  typed: "--open",
  help: "show report.html in the browser when it is written",
  read: (_, __, { env }) => browserOf(env),
  missing: () => undefined,
}).place();

export const share = toggle(
  "--share",
  "also write share.svg and share.png: what the run comes to, in one picture",
).place();

/** What one result can be written as, on standard output or into one file. */
export const format = choice("--format <name>", "print one format instead", [
  "html",
  "markdown",
  "github-action-benchmark",
  "bencher",
  "csv",
]);

export const svg = flag("--svg <dir>", "write every chart as an SVG file into this folder instead", (text) => text);

/** A file or a folder, by what else is asked for. */
export const reportOut = flag(
  "--out <path>",
  "with --format the file to write, otherwise the folder (default: the run's)",
  (text) => text,
);

export const metrics = flag("--metric <list>", "metrics, such as wall,peakRss", async (text, name) =>
  (await import("./metric-lists.js")).parseMetrics(text, name),
).orElse(
  async () => (await import("./metric-lists.js")).decidingMetrics(),
  "those that decide where versions are compared",
);
