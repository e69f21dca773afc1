import type { Result } from "../../results/schema.js";
import { comparisonsOf, holdsBothSides, isCalibration } from "./comparison/compared-result.js";
import { formatCount } from "../format.js";
import { rowsOf } from "./rows-read.js";
import { excerpt } from "../printable.js";

/** Most characters of a side's name in a title: a path to a tarball may be long. */
const longestName = 100;

/** What a report is called, by the question that the result answers. */
export function titleOf(result: Result): string {
  if (isCalibration(result)) return "What this machine can detect";
  const [first] = comparisonsOf(result);
  const last = comparisonsOf(result).at(-1);
  if (holdsBothSides(result) && first && last) {
    const [from, to] = [first.baseline.name, last.candidate.name].map((name) => excerpt(name, longestName));
    return `What changes from ${from} to ${to}`;
  }
  const { name, own } = result.dataSet;
  if (own?.kind === "functions") return `What it costs to read by ${name}`;
  return `What ${result.limits ? "memory it takes" : "it costs"} to read ${rowsOf(result)}`;
}

/**
 * What a report is about, in a few words each: the rows read, how many rounds are done, and with which versions. Of the
 * packages those that the patterns are about; the result has the others too.
 */
export function headingParts(result: Result): string[] {
  const { cases, environment, patterns, variants } = result;
  // The first that a pattern reads with is the ORM itself; older results don't say which those are.
  const main = new Set(
    cases.map(({ pattern }) => patterns.find(({ id }) => id === pattern)?.readsWith?.[0] ?? pattern.split("/", 1)[0]),
  );
  const versions = variants.flatMap(({ name, node, packages }) => {
    const libraries = Object.entries(packages).filter(([library]) => main.has(library));
    const list = [...libraries.map((each) => each.join(" ")), `Node ${node}`];
    return variants.length > 1 ? [`${name}: ${list.join(", ")}`] : list;
  });
  return [rowsOf(result), rounds(result), ...versions, `PostgreSQL ${environment.server.version}`];
}

/** Counts whole rounds, and the trials of the one that isn't; where cases leave once they are decided, from the first. */
function rounds(result: Result): string {
  const { cases, trials, rounds: planned } = result;
  // Each read has trials of its own number there.
  if (result.limits) return `${formatCount(trials.length)} ${trials.length === 1 ? "trial" : "trials"}`;
  const perCase = cases.map(({ id }) => trials.filter((trial) => trial.case === id).length);
  const whole = perCase.length === 0 ? 0 : Math.min(...perCase);
  if (holdsBothSides(result)) {
    const most = Math.max(whole, ...perCase);
    return `${whole < most ? `${formatCount(whole)} to ` : ""}${formatCount(most)} ${most === 1 ? "round" : "rounds"}`;
  }
  const extra = trials.length - whole * cases.length;
  const done = `${formatCount(whole)} of ${formatCount(planned)} ${planned === 1 ? "round" : "rounds"}`;
  return extra > 0 ? `${done} and ${formatCount(extra)} of ${formatCount(cases.length)} trials` : done;
}
