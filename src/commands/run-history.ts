/** What `ormeter history` does. */
import { join } from "node:path";
import { makeHistory, packagesIn, variedPackage, type History } from "../compare/history.js";
import { commandLine } from "../config/invocation.js";
import { projectPackages } from "../project/clients.js";
import { folderOf } from "../project/packages.js";
import { claimOut } from "../project/run-folder.js";
import { packageRoot } from "../config/project.js";
import type { Display } from "../display/display.js";
import { showRun } from "../display/progress.js";
import { writeLine } from "../display/write-line.js";
import { recorded } from "../flags/flag.js";
import { historyJson } from "../report/exports/history-json.js";
import { conclude } from "../report/model/conclusions.js";
import { historyReport } from "../report/model/history/section.js";
import type { HistoryLinks } from "../report/model/history/steps.js";
import { renderTerminal } from "../report/terminal/report.js";
import { ormeterVersion } from "../results/environment.js";
import { readSavedResults } from "../results/saved-results.js";
import type { BenchCase, Result } from "../results/schema.js";
import { run } from "../runner/run.js";
import { startWatchdog } from "../runner/watchdog.js";
import { exitCode } from "../exit-codes.js";
import { historyFlags, noSuchPackage, type HistoryOptions, type MatrixOptions } from "./options/history.js";
import { keeping, type Keep } from "./session/draft.js";
import { historyLinks } from "./session/history-links.js";
import { runMeasuringCommand, screen, type Streams } from "./session/measuring-command.js";
import type { Measure } from "./session/measure-into.js";
import { comparingFlags, prepareVariant, type ReadyVariant } from "./session/prepare-variant.js";
import { writeText } from "./run-report.js";
import { patternInfos } from "./session/describe-patterns.js";
import { dataSetTarget } from "./session/data-set-target.js";
import { withDatabase } from "./session/with-database.js";

/**
 * Runs the command.
 *
 * @returns the exit code: that of the run, where there is one; otherwise whether there was anything to show.
 * @throws UsageError for what the user can fix.
 */
export async function runHistory(options: HistoryOptions, streams: Streams = process): Promise<number> {
  const unclaim = options.out === undefined ? undefined : claimOut(options.out);
  const { matrix } = options;
  let history: History | undefined;
  try {
    if (!matrix) {
      history = await readHistory(options, streams);
      if (history) streams.stdout.write(`${render(history, options, streams)}\n`);
      return history && history.trends.length > 0 ? exitCode.fine : exitCode.trialFailed;
    }
    const measure: Measure = (display, signal, keep) => measureMatrix(matrix, display, signal, keep);
    return await runMeasuringCommand(matrix, streams, measure, async (result) => {
      sayWarnings(result, streams);
      history = await readHistory(options, streams);
      return history ? render(history, options, streams) : "";
    });
  } finally {
    try {
      if (history && options.out !== undefined) await writePage(options.out, options.projectDir, history, streams);
    } finally {
      unclaim?.();
    }
  }
}

/** What was saved in the project; says what of it can't be read. Undefined, and said, where there is nothing. */
async function readHistory(
  { projectDir, patterns, metrics, rows, package: asked }: HistoryOptions,
  { stderr }: Streams,
): Promise<History | undefined> {
  const { saved, unreadable } = await readSavedResults(projectDir);
  for (const { file, reason } of unreadable) writeLine(stderr, `Passed over ${file}: ${reason}`);
  if (saved.length === 0) {
    writeLine(
      stderr,
      `There is no result to show in results/ or baselines/: ${commandLine("bench", "")} makes one, and ` +
        `${commandLine("history", "--matrix typeorm@0.3.27,1.1.1")} makes one of several versions.`,
    );
    return undefined;
  }
  const results = saved.map(({ result }) => result);
  const packageName = asked ?? variedPackage(results);
  const known = await projectPackages();
  const names = [...new Set([...known.names, ...packagesIn(results)])];
  if (!names.includes(packageName)) throw noSuchPackage(packageName, names);
  const infos = new Map(results.flatMap((result) => result.patterns.map((info) => [info.id, info] as const)));
  // A result says itself what it was read with: it may come from another project.
  const isTouched = (id: string) =>
    infos.get(id)?.readsWith?.includes(packageName) ?? known.touches(packageName, folderOf(id));
  const requests = patterns(isTouched, [...infos.keys()]);
  const wanted = ({ pattern, options }: Pick<BenchCase, "pattern" | "options">) =>
    requests.some(
      (request) =>
        request.id === pattern && Object.entries(request.options).every(([name, value]) => options[name] === value),
    );
  return makeHistory(saved, { package: packageName, metrics, rows, wanted });
}

function render(history: History, { json }: HistoryOptions, { stdout }: Streams): string {
  return json ? historyJson(history) : renderTerminal(reportOf(history), screen(stdout));
}

const reportOf = (history: History, links?: HistoryLinks) =>
  historyReport(history, ormeterVersion(packageRoot()), links);

/** What is wrong with a run, which the history over all runs doesn't say. */
function sayWarnings(result: Result, { stderr }: Streams): void {
  for (const { kind, text } of conclude(result)) if (kind === "warning") writeLine(stderr, text);
}

/** What draws charts is large, and loaded when the trials are over. */
async function writePage(folder: string, project: string, history: History, { stderr }: Streams): Promise<void> {
  const [{ renderPage }, { renderMarkdown }] = await Promise.all([
    import("../report/html/report.js"),
    import("../report/markdown/report.js"),
  ]);
  const report = reportOf(history, await historyLinks(history, project, folder));
  const files = { "report.html": await renderPage(report), "report.md": renderMarkdown(report) };
  for (const [name, text] of Object.entries(files)) {
    await writeText(join(folder, name), text);
    writeLine(stderr, `Wrote ${join(folder, name)}`);
  }
}

/** Reads with all variants, each once a round. */
async function measureMatrix(
  options: MatrixOptions,
  display: Display,
  signal: AbortSignal,
  keep: Keep,
): Promise<Result> {
  const startedAt = new Date();
  const { rows, rounds, rngSeed, timeout } = options;
  const target = dataSetTarget(options);
  const watchdog = startWatchdog();
  const observer = keeping(showRun(display, rows, rounds, timeout), keep);
  try {
    const preparation = {
      ...{ options, signal, watchdog, target, requests: options.variants },
      onBusy: observer.busy,
      onNote: display.note,
    };
    const ready = new Map<string, ReadyVariant>();
    for (const request of options.variants) {
      ready.set(request.text, await prepareVariant(request.text, request, preparation));
    }
    const all = [...ready.values()];
    const { descriptions = [] } = all[0] ?? {};
    const workers = new Map(all.map(({ variant, worker }) => [variant.name, worker]));
    const packages = all.map(({ variant }) => variant.packages);
    return await withDatabase(options, "history", observer, signal, async (database) => {
      const seen = await target.look(database, descriptions, { timeout, signal, watchdog }, () => packages);
      for (const note of seen.notes) display.note(note);
      const described = descriptions.filter(({ id }) => seen.patterns.some((each) => each.id === id));
      return run(
        {
          command: "history",
          options: {
            rows,
            ...recorded(historyFlags.matrix.others, options),
            patterns: seen.patterns,
            matrix: [...ready.keys()],
            nodeArgs: comparingFlags(options),
          },
          startedAt,
          read: seen.read,
          schedule: { kind: "fixed", rounds },
          rngSeed,
          cases: all.flatMap(({ cases }) => cases(seen)),
          patterns: await patternInfos(described),
          leftOut: seen.leftOut,
          variants: all.map(({ variant }) => variant),
          workerOf: ({ variant }) => workers.get(variant) ?? unknownVariant(variant),
          signal,
          heapDiff: false,
        },
        database,
        observer,
      );
    });
  } finally {
    watchdog.stop();
  }
}

function unknownVariant(name: string): never {
  throw new Error(`There is no variant "${name}" in this run.`);
}
