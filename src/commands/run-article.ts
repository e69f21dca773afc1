/** What `ormeter article` does. */
import { packageRoot } from "../config/project.js";
import type { Database } from "../engines/engine.js";
import type { Display } from "../display/display.js";
import { showRun } from "../display/progress.js";
import { recorded } from "../flags/flag.js";
import { projectPackages } from "../project/clients.js";
import { installedVariant } from "../results/environment.js";
import type { Article, BenchCase, PeakCheck, Result } from "../results/schema.js";
import { checkPeaks } from "../runner/peak-checks.js";
import { findPython, pythonProgram, type PythonSearch } from "../runner/python.js";
import { readableDataSet } from "../runner/readable.js";
import { dataSetToRead, run, type RunObserver } from "../runner/run.js";
import { startWatchdog } from "../runner/watchdog.js";
import { nodeWorker, type WorkerOptions } from "../runner/worker-process.js";
import { articleFlags, type ArticleOptions } from "./article.js";
import { casesOf } from "./session/cases.js";
import { describePatterns, patternInfos } from "./session/describe-patterns.js";
import { keeping, type Keep } from "./session/draft.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import { withDatabase } from "./session/with-database.js";

/** One variant: what this machine has, in both languages. */
const variantName = "installed";

/**
 * Runs the command. Where no Python can read with SQLAlchemy, it says so and shows TypeORM's half.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can mend; nothing was measured then.
 */
export const runArticle = (options: ArticleOptions, streams: Streams = process): Promise<number> =>
  runMeasuringCommand(options, streams, (display, signal, keep) => measure(options, display, signal, keep));

async function measure(options: ArticleOptions, display: Display, signal: AbortSignal, keep: Keep): Promise<Result> {
  const startedAt = new Date();
  const { rows, rounds, rngSeed, timeout } = options;
  const watchdog = startWatchdog();
  const observer = keeping(showRun(display, rows, rounds, timeout), keep);
  try {
    observer.busy("Looking for a Python with SQLAlchemy");
    const search = await findPython(options.pythons, signal);
    display.note(sayFound(search));
    const worker: WorkerOptions = { command: nodeWorker([]), timeout, signal, watchdog };
    const workerOf = ({ pattern }: BenchCase): WorkerOptions =>
      search.kind === "found" && search.installation.patterns.some(({ id }) => id === pattern)
        ? { ...worker, command: pythonProgram(search.path, "worker") }
        : worker;

    const pythonPatterns = search.kind === "found" ? search.installation.patterns : [];
    const descriptions = [...pythonPatterns, ...(await describePatterns(options.patterns, [], worker))];
    const requests = [...pythonPatterns.map(({ id }) => ({ id, options: {} })), ...options.patterns];
    const variant = installedVariant(variantName, packageRoot(), await projectPackages());
    const packages = { ...variant.packages, ...(search.kind === "found" && search.installation.packages) };
    return await withDatabase(options, "article", observer, signal, async (database) => {
      const result = await run(
        {
          command: "article",
          options: recorded(articleFlags, options),
          startedAt,
          read: dataSetToRead(database, rows),
          schedule: { kind: "fixed", rounds },
          rngSeed,
          cases: casesOf(requests, descriptions, rows, variant.name),
          patterns: await patternInfos(descriptions),
          variants: [{ ...variant, packages }],
          workerOf,
          signal,
          heapDiff: false,
        },
        database,
        observer,
      );
      const peakChecks = await checkAllPeaks(result, search, database, worker, observer);
      return { ...result, finishedAt: new Date().toISOString(), article: articleOf(search, peakChecks) };
    });
  } finally {
    watchdog.stop();
  }
}

/** Those of the cases that Python read to the end; none after an interruption. */
async function checkAllPeaks(
  { cases, trials }: Result,
  search: PythonSearch,
  database: Database,
  worker: WorkerOptions,
  observer: RunObserver,
): Promise<PeakCheck[]> {
  if (search.kind === "missing") return [];
  const checks: PeakCheck[] = [];
  for (const benchCase of cases) {
    const inPython = search.installation.patterns.some(({ id }) => id === benchCase.pattern);
    const wasRead = trials.some((trial) => trial.case === benchCase.id && trial.outcome.kind === "completed");
    if (!inPython || !wasRead) continue;
    if (worker.signal.aborted) break;
    observer.busy(`Checking the peak with GNU time and mprof · ${benchCase.pattern}`);
    const dataSet = readableDataSet(await database.table(benchCase.rows));
    checks.push(...(await checkPeaks(benchCase, search.path, dataSet, worker)));
  }
  return checks;
}

/** Debian's names of what has to be installed. */
const debianPackages = "python3-sqlalchemy and python3-psycopg2";

const missingSentence = ({ passedOver }: PythonSearch): string => {
  const tried = passedOver.map(({ path, reason }) => `${path}: ${reason}`).join("; ");
  return (
    `SQLAlchemy's half is missing, since no Python here can read with it (${tried === "" ? "there is none" : tried}). ` +
    `On Debian install ${debianPackages}, or name a Python that has them with --python.`
  );
};

function sayFound(search: PythonSearch): string {
  if (search.kind === "missing") return missingSentence(search);
  const versions = Object.entries(search.installation.packages).map((each) => each.join(" "));
  return `SQLAlchemy reads with ${search.path} (${versions.join(", ")}).`;
}

function articleOf(search: PythonSearch, peakChecks: PeakCheck[]): Article {
  return {
    passedOver: [...search.passedOver],
    python:
      search.kind === "found"
        ? { kind: "used", path: search.path }
        : { kind: "missing", message: missingSentence(search) },
    peakChecks,
  };
}
