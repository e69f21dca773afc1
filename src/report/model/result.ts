/** The report of a result, whatever command it comes from: each kind of it brings sections of its own. */
import { summariseCases } from "../../results/case-summary.js";
import type { Result } from "../../results/schema.js";
import { reportCases } from "../charts/measured-case.js";
import { answerSection } from "./answer.js";
import { articleSections } from "./article/section.js";
import { calibrationSections } from "./calibration.js";
import { memorySection, pausesSection, tradeOffSection } from "./charted.js";
import { besideComparison } from "./comparison/beside-comparison.js";
import { comparisonsOf } from "./comparison/compared-result.js";
import { ownDifference } from "./comparison/data-difference.js";
import { changesSections, differenceGroups } from "./comparison/section.js";
import { sidesOf } from "./comparison/sides.js";
import { conclude } from "./conclusions.js";
import { databaseSection } from "./database.js";
import { environmentSection } from "./environment.js";
import { figuresSection } from "./figures.js";
import { headingParts, titleOf } from "./heading.js";
import { growthSections } from "./growth/section.js";
import { atLargest } from "./growth/largest.js";
import { heapSections } from "./heap.js";
import { limitsSections } from "./limits/section.js";
import { appendix } from "./medium.js";
import { overTheFloorSection } from "./over-the-floor.js";
import { group, type Report, type Section } from "./report.js";
import { nearestOf, sweepSections } from "./sweep/section.js";
import { verdictLine } from "./verdict-line.js";
import { waysSection } from "./ways.js";

/** All that is said of a result. */
export function resultReport(whole: Result): Report {
  // Reads of several sizes aren't held against each other: what is said of one is said of the largest.
  const result = atLargest(whole);
  const isSwept = result.command === "sweep";
  // What was read far from the server, too, is shown in full where it was read next to it.
  const nearest = nearestOf(result);
  const cases = reportCases(nearest);
  const verdict = verdictLine(result);
  const summaries = summariseCases(nearest);
  // Which read of all is not what a sweep asks.
  const [answer, chosenBy, additions] = isSwept
    ? []
    : [answerSection(result, summaries, cases), waysSection(result, summaries), overTheFloorSection(result, summaries)];
  const sides = sidesOf(result);
  const own = [
    conclusionsSection(result),
    ...(chosenBy ? [chosenBy] : []),
    ...articleSections(result),
    ...sweepSections(result),
    ...(isSwept ? [] : [tradeOffSection(cases)]),
    memorySection(cases),
    figuresSection(result),
    ...(additions ? [additions] : []),
    databaseSection(cases),
    ...heapSections(result, summaries),
    pausesSection(cases),
    environmentSection(result),
  ];
  return {
    command: result.command,
    title: titleOf(result),
    facts: headingParts(result),
    ...(verdict && { verdict }),
    ...(sides && { sides }),
    ormeter: result.ormeter,
    origin: `a run that ended ${result.finishedAt}. Every figure is in result.json, beside this file.`,
    sections: result.limits
      ? [...limitsSections(result), environmentSection(result)]
      : [
          ...changesSections(result),
          ...calibrationSections(result),
          ...growthSections(whole),
          ...(comparisonsOf(result).length > 0 ? besideComparison(own, cases) : [...(answer ? [answer] : []), ...own]),
        ],
  };
}

/** What there is to see of a run that goes on: the figures so far. */
export function progressReport(whole: Result): Pick<Report, "facts" | "sections"> {
  const result = atLargest(whole);
  return { facts: headingParts(result), sections: [figuresSection(result)] };
}

function conclusionsSection(result: Result): Section {
  const { patterns } = result;
  return {
    kind: "group",
    id: "conclusions",
    title: "What the figures say",
    selfEvident: true,
    summary: true,
    blocks: [
      { kind: "sentences", sentences: conclude(result) },
      ...differenceGroups(ownDifference(result)),
      group(
        `The ${patterns.length} patterns, and what each does`,
        [{ kind: "facts", facts: patterns.map(({ id, does }) => [{ name: id }, does]) }],
        appendix,
      ),
    ],
  };
}
