/** The line with which the report of a comparison begins: whether it is fine, and why, in one sentence. */
import { answerOf, type Answer, type OpenRead, type WorseRead } from "../../compare/answer.js";
import { metrics } from "../../metrics.js";
import { labelOf } from "../../results/case-summary.js";
import type { Result } from "../../results/schema.js";
import { formatCount, formatList } from "../format.js";
import { labelsOf, whyNothing } from "./comparison/answers.js";
import { formatEstimate } from "./comparison/change-text.js";
import { comparisonsOf } from "./comparison/compared-result.js";
import type { NamedVerdict, VerdictLine } from "./report.js";

/** How many names or changes a line holds; the report has them all. */
const most = 3;

/** The line; undefined for a result without comparisons, which passes or fails nothing. */
export function verdictLine(result: Result): VerdictLine | undefined {
  if (comparisonsOf(result).length === 0) return undefined;
  const answer = answerOf(result);
  return { word: wordOf(answer), why: `${whyOf(answer, result).replace(/\.$/, "")}.` };
}

/**
 * What several comparisons come to: the worst of them decides.
 *
 * @param unread whether something couldn't be read that was asked for.
 */
export function verdictOfAll(all: readonly NamedVerdict[], unread: boolean): VerdictLine {
  const count = formatCount(all.length);
  for (const word of ["FAIL", "CAN'T TELL"] as const) {
    const [first, ...others] = all.filter(({ verdict }) => verdict.word === word);
    if (!first) continue;
    const more = others.length === 0 ? "" : ` The same holds for ${formatCount(others.length)} more of ${count}.`;
    return { word, why: `${first.name}: ${first.verdict.why}${more}` };
  }
  if (unread) return { word: "CAN'T TELL", why: "not all that was asked for could be read." };
  const where = all.length === 1 ? "the one workload that was read" : `any of ${count} workloads that were read`;
  return { word: "PASS", why: `nothing regressed in ${where}.` };
}

function wordOf(answer: Answer): VerdictLine["word"] {
  switch (answer.kind) {
    case "different-data":
    case "regressed":
      return "FAIL";
    case "trials-failed":
    case "stopped":
      return answer.worse.length > 0 ? "FAIL" : "CAN'T TELL";
    case "nothing-measured":
    case "nothing-compared":
    case "undecided":
    case "interrupted":
      return "CAN'T TELL";
    case "fine":
      return "PASS";
  }
}

function whyOf(answer: Answer, result: Result): string {
  switch (answer.kind) {
    case "different-data": {
      const label = labelsOf(result);
      const { case: read, reference, summary } = answer.equivalence;
      const against = read === reference ? "" : ` against ${label(reference)}`;
      return `the reads returned different data: ${label(read)}${against}, ${summary}`;
    }
    case "regressed":
      return worse(answer.worse);
    case "trials-failed": {
      const label = labelsOf(result);
      const names = [...new Set(answer.trials.map((trial) => label(trial.case)))];
      return afterWorse(answer.worse, `${some(names)} didn't complete`);
    }
    case "stopped":
      return afterWorse(answer.worse, answer.why);
    case "nothing-measured":
      return "nothing was measured";
    case "nothing-compared":
      return `nothing could be compared: ${whyNothing(answer.comparison)}`;
    case "undecided":
      return answer.open.length > 0
        ? undecided(answer.open, result)
        : "the machine was too busy with other things for times";
    case "interrupted":
      return "the run was interrupted before all was decided";
    case "fine":
      return fine(answer.open, result);
  }
}

const afterWorse = (reads: readonly WorseRead[], what: string): string =>
  reads.length === 0 ? what : `${worse(reads)}; besides, ${what}`;

/** The worst read with what became of it, and how many more there are. */
function worse(reads: readonly WorseRead[]): string {
  const [first, ...others] = reads;
  if (!first) return "";
  const { marks, cells } = first;
  const changes = cells.map((cell) => `${metrics[cell.metric].title} ${formatEstimate(cell)}`);
  const whats = [
    ...(marks.includes("now-fails") ? ["now fails"] : []),
    ...(marks.includes("leaks-connections") ? ["now keeps connections of its pool"] : []),
    ...(changes.length > 0 ? [`regressed in ${some(changes, "metric")}`] : []),
  ];
  const count = formatCount(others.length);
  const more = others.length === 0 ? "" : `; ${count} more ${others.length === 1 ? "read" : "reads"} got worse`;
  return `${nameOf(first)} ${formatList(whats)}${more}`;
}

/** Which metrics of which reads stayed undecided. */
function undecided(open: readonly OpenRead[], result: Result): string {
  const titles = [...new Set(open.flatMap(({ cells }) => cells.map(({ metric }) => metrics[metric].title)))];
  const isAll = open.length > most && open.length === readsOf(result);
  const reads = isAll ? `all ${formatCount(open.length)} reads` : some(open.map(nameOf), "read");
  return `${reads} left metrics undecided: ${some(titles, "metric")}`;
}

/** How many reads are compared, each as often as it is. */
const readsOf = (result: Result): number => comparisonsOf(result).reduce((sum, { cases }) => sum + cases.length, 0);

function fine(open: readonly OpenRead[], result: Result): string {
  const comparisons = comparisonsOf(result);
  const reads = readsOf(result);
  const data = comparisons.every(({ equivalence }) => equivalence.kind === "same")
    ? ", and both sides returned the same data"
    : "";
  const rest = open.length === 0 ? "" : `; ${undecided(open, result)}`;
  return `nothing regressed in ${formatCount(reads)} ${reads === 1 ? "read" : "reads"}${data}${rest}`;
}

const nameOf = ({ case: each, comparison }: Pick<WorseRead, "case" | "comparison">): string =>
  labelOf(each, comparison.cases);

/** A list that is cut where it gets long. */
function some(names: readonly string[], what: "read" | "metric" = "read"): string {
  const left = names.length - most;
  if (left <= 0) return formatList(names);
  return formatList([...names.slice(0, most), `${formatCount(left)} more ${what}${left === 1 ? "" : "s"}`]);
}
