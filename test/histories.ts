/** Results of several versions for tests, as bench or a matrix leaves them. */
import { makeHistory, type History } from "../src/compare/history.js";
import { metricNames, metrics, type MetricName } from "../src/metrics.js";
import type { Environment, Result } from "../src/results/schema.js";
import { completed, failed, makeResult, type Readings } from "./results.js";

/** One version: what its trials measured, in the order of the rounds; undefined for a trial that failed. */
export interface VersionSpec {
  readonly version: string;
  readonly trials: readonly (Readings | undefined)[];
  readonly packages?: Record<string, string>;
}

/** One run in which these versions took turns; `day` of July tells runs apart. */
export function runOfVersions(
  day: number,
  versions: readonly VersionSpec[],
  environment: Partial<Environment> = {},
  pattern = "typeorm/get-many",
): Result {
  const base = makeResult(
    versions.map(({ version, trials }) => ({
      pattern,
      variant: `typeorm@${version}`,
      trials: trials.map((readings) => (readings ? completed(readings) : failed("no such method"))),
    })),
  );
  return {
    ...base,
    command: versions.length > 1 ? "history" : "bench",
    startedAt: `2026-07-${String(day).padStart(2, "0")}T08:00:00.000Z`,
    environment: { ...base.environment, ...environment },
    variants: versions.map(({ version, packages }) => ({
      name: `typeorm@${version}`,
      node: "20.20.2",
      packages: { pg: "8.23.1", ...packages, typeorm: version },
    })),
  };
}

/** How five rounds vary. */
const varies = [1, 1.02, 0.99, 1.01, 0.98];

/** Walls of five rounds around a level in ms, with what doesn't vary beside them. */
export const fiveRounds = (wall: number, allocated: number): Readings[] =>
  varies.map((vary, round) => ({ wall: wall * vary, allocated: allocated * (1 + round / 10_000), statements: 1 }));

/** What `history` makes of results, with everything that it can be asked for. */
export function historyOf(results: readonly Result[], names: readonly MetricName[] = deciding): History {
  const saved = results.map((result, index) => ({ files: [`results/${String(index + 1)}/result.json`], result }));
  return makeHistory(saved, { package: "typeorm", metrics: names, rows: undefined, wanted: () => true });
}

const deciding = metricNames.filter((name) => metrics[name].compared.decides);

/** Four versions of one run: wall steps twice, allocated once. */
export const fourVersions = (): Result =>
  runOfVersions(1, [
    { version: "0.3.20", trials: fiveRounds(17_300, 2.5e9) },
    { version: "0.3.27", trials: fiveRounds(14_500, 2.5e9) },
    { version: "1.0.0", trials: fiveRounds(14_500, 2.5e9), packages: { pg: "8.11.0" } },
    { version: "1.1.1", trials: fiveRounds(11_500, 2.6e9) },
  ]);

/** Two versions, each read in a run of its own at a commit of its own: allocated steps between them. */
export const twoCommits = (hashes: readonly [string, string]): Result[] =>
  (["0.3.27", "1.1.1"] as const).map((version, index) => ({
    ...runOfVersions(index + 1, [{ version, trials: fiveRounds(9_000, (2.5 + index / 4) * 1e9) }]),
    commit: { hash: hashes[index] ?? "", modified: false },
  }));

/** A second machine, and names that want to be more than names. */
export function hostileHistory(): History {
  const evil = `<script>alert(1)</script>|\u001b[31m`;
  const other = runOfVersions(2, [{ version: "1.1.1", trials: fiveRounds(9_000, 2.6e9) }], { cpu: evil });
  const named = runOfVersions(3, [{ version: "1.1.1", trials: fiveRounds(9_000, 2.6e9) }], {}, `typeorm/${evil}`);
  return historyOf([fourVersions(), { ...other, command: evil }, named]);
}
