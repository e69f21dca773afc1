/** What `ormeter article` does: a bench of the article's patterns, and of those that Python reads the peaks are checked. */
import type { Display } from "../display/display.js";
import { recorded } from "../flags/flag.js";
import { projectWorkload } from "../project/workloads.js";
import { projectClients } from "../project/clients.js";
import { folderOf } from "../project/packages.js";
import type { Article, BenchCase, PeakCheck, Result } from "../results/schema.js";
import { checkPeaks } from "../runner/peak-checks.js";
import { findPython, pythonWorker, type PythonSearch } from "../runner/python.js";
import { readableDataSet } from "../runner/readable.js";
import { articleFlags, type ArticleOptions } from "./options/article.js";
import type { Keep } from "./session/draft.js";
import { measureInstalled, type InstalledRun } from "./session/measure-installed.js";
import { dataSetTarget } from "./session/data-set-target.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";

/** The folder of the article's patterns that Python reads, by its client. */
async function pythonsFolder({ patterns }: ArticleOptions): Promise<string> {
  const clients = (await projectClients()).filter(({ runtime }) => runtime === "python");
  const found = clients.find(({ folder }) => patterns.some(({ id }) => folderOf(id) === folder));
  if (!found) throw new Error("None of the article's patterns is read in Python.");
  return found.folder;
}

/**
 * Runs the command. Where no Python can read with SQLAlchemy, it says so and shows TypeORM's half.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can fix; nothing was measured then.
 */
export const runArticle = (options: ArticleOptions, streams: Streams = process): Promise<number> =>
  runMeasuringCommand(options, streams, (display, signal, keep) => measure(options, display, signal, keep));

async function measure(options: ArticleOptions, display: Display, signal: AbortSignal, keep: Keep): Promise<Result> {
  const folder = await pythonsFolder(options);
  const inPython = (pattern: string): boolean => folderOf(pattern) === folder;
  display.doing("Looking for a Python with SQLAlchemy");
  const search = await findPython(options.pythons, folder, signal);
  display.note(sayFound(search));
  const found = search.kind === "found" ? search : undefined;
  const patterns = options.patterns.filter(({ id }) => found !== undefined || !inPython(id));
  return measureInstalled(
    {
      command: "article",
      options,
      // The article reads its own table, whatever else the project has.
      target: dataSetTarget({ ...options, patterns, workload: await projectWorkload() }),
      record: () => recorded(articleFlags, options),
      others: found
        ? [
            {
              reads: inPython,
              command: pythonWorker(found.path, folder),
              packages: found.installation.packages,
            },
          ]
        : [],
      afterwards: async (result, context) => {
        const theirs = result.cases.filter(({ pattern }) => inPython(pattern));
        const peakChecks = found ? await checkAllPeaks(theirs, result, found.path, context) : [];
        return { ...result, finishedAt: new Date().toISOString(), article: articleOf(search, peakChecks) };
      },
    },
    display,
    signal,
    keep,
  );
}

/** Those of the cases that were read to the end; none after an interruption. */
async function checkAllPeaks(
  cases: readonly BenchCase[],
  { trials }: Result,
  python: string,
  { database, worker, observer }: Parameters<NonNullable<InstalledRun["afterwards"]>>[1],
): Promise<PeakCheck[]> {
  const checks: PeakCheck[] = [];
  for (const benchCase of cases) {
    const wasRead = trials.some((trial) => trial.case === benchCase.id && trial.outcome.kind === "completed");
    if (!wasRead) continue;
    if (worker.signal.aborted) break;
    observer.busy(`Checking the peak with GNU time and mprof · ${benchCase.pattern}`);
    const dataSet = readableDataSet(await database.table(benchCase.rows));
    checks.push(...(await checkPeaks(benchCase, python, dataSet, worker)));
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
