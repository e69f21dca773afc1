/** What the page of a history leads to: the runs' own reports, and what git has between their commits. */
import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { History } from "../../compare/history.js";
import { commitsBetween, comparisonAddress } from "../../config/commits.js";
import type { CommitsBetween, HistoryLinks } from "../../report/model/history/steps.js";

/**
 * Looks for it.
 *
 * @param page the folder that the page is written into.
 */
export async function historyLinks(history: History, projectDir: string, page: string): Promise<HistoryLinks> {
  const known = new Map<string, CommitsBetween>();
  for (const [from, to] of commitPairs(history)) {
    const commits = await commitsBetween(projectDir, from, to);
    if (!commits) continue;
    known.set(keyOf(from, to), { commits, address: await comparisonAddress(projectDir, from, to) });
  }
  return {
    reportOf: ({ files }) => {
      const reports = files.map((file) => join(projectDir, dirname(file), "report.html"));
      const report = reports.find((each) => existsSync(each));
      return report && addressOf(relative(page, report));
    },
    between: (from, to) => known.get(keyOf(from, to)),
  };
}

/** Commits of all runs that a step lies between. */
function commitPairs({ trends, results }: History): [from: string, to: string][] {
  const hashes = (runs: readonly number[]) => runs.flatMap((run) => results[run]?.commit?.hash ?? []);
  const pairs = trends
    .flatMap(({ steps }) => steps)
    .flatMap(({ runs }) => hashes(runs.from).flatMap((from) => hashes(runs.to).map((to) => [from, to] as const)));
  const each = new Map(pairs.map(([from, to]) => [keyOf(from, to), [from, to] as [string, string]]));
  return [...each.values()].filter(([from, to]) => from !== to);
}

const keyOf = (from: string, to: string): string => `${from}..${to}`;

/** A path as an address; never one that begins like another scheme's. */
const addressOf = (path: string): string => `./${path.split(sep).map(encodeURIComponent).join("/")}`;
