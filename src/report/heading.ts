import type { Result } from "../results/schema.js";
import { formatCount } from "./format.js";

/**
 * What a report is about, in a few words each: the rows read, how many rounds are done, and with which versions. Of the
 * packages those that the patterns' folders are named after; the result has the others too.
 */
export function headingParts(result: Result): string[] {
  const { cases, dataSet, environment, variants } = result;
  const folders = new Set(cases.map(({ pattern }) => pattern.split("/", 1)[0]));
  const versions = variants.flatMap(({ name, node, packages }) => {
    const libraries = Object.entries(packages).filter(([library]) => folders.has(library));
    const list = [...libraries.map((each) => each.join(" ")), `Node ${node}`];
    return variants.length > 1 ? [`${name}: ${list.join(", ")}`] : list;
  });
  return [
    `${formatCount(dataSet.rows)} rows of ${dataSet.name}`,
    rounds(result),
    ...versions,
    `PostgreSQL ${environment.server.version}`,
  ];
}

/** Counts whole rounds, and the trials of the one that isn't. */
function rounds({ cases, trials, rounds: planned }: Result): string {
  const perCase = cases.map(({ id }) => trials.filter((trial) => trial.case === id).length);
  const whole = perCase.length === 0 ? 0 : Math.min(...perCase);
  const extra = trials.length - whole * cases.length;
  const done = `${formatCount(whole)} of ${formatCount(planned)} ${planned === 1 ? "round" : "rounds"}`;
  return extra > 0 ? `${done} and ${formatCount(extra)} of ${formatCount(cases.length)} trials` : done;
}
