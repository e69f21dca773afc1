/** All results of a project: those of its runs, and its named baselines. */
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { baselinesFolder } from "../config/project.js";
import { readResult, resultFile } from "./store.js";
import { withoutTimelines } from "./timelines.js";
import type { Result } from "./schema.js";

/** A result, and where it is. */
export interface SavedResult {
  /** Files that hold it, relative to the project: a run that was saved as a baseline has two. */
  readonly files: readonly string[];
  /** Without the timelines, which are most of a result and say nothing of another one. */
  readonly result: Result;
}

/** A file that should hold a result. */
export interface UnreadableResult {
  readonly file: string;
  /** A sentence. */
  readonly reason: string;
}

/** What was found. */
export interface SavedResults {
  /** The oldest first. */
  readonly saved: readonly SavedResult[];
  readonly unreadable: readonly UnreadableResult[];
}

/** Reads `results/<run>/result.json` and `baselines/<name>.json`, one after the other. Changes none of them. */
export async function readSavedResults(projectDir: string): Promise<SavedResults> {
  const runs = (await entries(join(projectDir, "results"))).filter((entry) => entry.isDirectory());
  const baselines = (await entries(baselinesFolder(projectDir))).filter(({ name }) => name.endsWith(".json"));
  const files = [
    ...(await Promise.all(runs.map(({ parentPath, name }) => resultIn(join(parentPath, name))))).flat(),
    ...baselines.map(({ parentPath, name }) => join(parentPath, name)),
  ];
  const saved = new Map<string, SavedResult>();
  const unreadable: UnreadableResult[] = [];
  for (const path of files) {
    const file = relative(projectDir, path);
    try {
      const result = withoutTimelines(await readResult(path));
      const run = runOf(result);
      saved.set(run, { files: [...(saved.get(run)?.files ?? []), file], result });
    } catch (error) {
      unreadable.push({ file, reason: (error as Error).message });
    }
  }
  const byTime = [...saved.values()].sort((a, b) => Date.parse(a.result.startedAt) - Date.parse(b.result.startedAt));
  return { saved: byTime, unreadable };
}

async function entries(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}

/** A run that is still going on, or was interrupted before it measured anything, has a folder and no result. */
async function resultIn(folder: string): Promise<string[]> {
  const names = (await entries(folder)).map(({ name }) => name);
  return names.includes(resultFile) ? [join(folder, resultFile)] : [];
}

/** The same for every copy of a run's result, and for no other. */
const runOf = ({ command, startedAt, finishedAt, rngSeed }: Result): string =>
  JSON.stringify([command, startedAt, finishedAt, rngSeed]);
