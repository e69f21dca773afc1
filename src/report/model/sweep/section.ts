/** The sections of a sweep: what its options are worth, near the server and far from it. */
import { frontOf, latenciesOf, sweptReads } from "../../../compare/swept.js";
import { metrics } from "../../../metrics.js";
import type { Result } from "../../../results/schema.js";
import { fewestTrials } from "../../../stats/ranking.js";
import { formatCount } from "../../format.js";
import { reportCases } from "../../charts/measured-case.js";
import { pictures } from "../charted.js";
import { endingsOf } from "../figures.js";
import { mayRank } from "../may-rank.js";
import { pageOnly } from "../medium.js";
import { notes, sentences, type Block, type Section } from "../report.js";
import { depthGroup } from "./depth.js";
import { casesOf, fixedSentences, latencyTable, predictionSentence, relaySentence } from "./latency.js";
import { optionSentences } from "./options.js";
import { formatLatency } from "./words.js";

/** The result with the cases that were read at one latency alone. */
const resultAt = (result: Result, latency: number): Result => {
  const cases = result.cases.filter(({ conditions }) => conditions?.latency === latency);
  const ids = new Set(cases.map(({ id }) => id));
  return { ...result, cases, trials: result.trials.filter((trial) => ids.has(trial.case)) };
};

/** Of a sweep the part that was read at its first latency; any other result as it is. */
export const nearestOf = (result: Result): Result => {
  const [first] = latenciesOf(result);
  return first === undefined ? result : resultAt(result, first);
};

/** The sections; none for any other result. */
export function sweepSections(result: Result): Section[] {
  const latencies = latenciesOf(result);
  const [first] = latencies;
  if (first === undefined) return [];
  const reads = sweptReads(result);
  const may = mayRank(result);
  const trials = Math.min(...casesOf(reads, first).map(({ completed }) => completed));
  const ranked = may(metrics.wall) && may(metrics.peakRss) && trials >= fewestTrials;
  const last = latencies.at(-1) ?? first;
  const findings = [
    ...(ranked ? [...fixedSentences(reads, last), ...optionSentences(reads, latencies)] : [unranked(trials)]),
    ...(may(metrics.wall) ? [predictionSentence(reads, latencies)] : []),
    relaySentence(result),
  ].filter((text) => text !== undefined);
  const depth = depthGroup(result, first);
  return [
    {
      kind: "group",
      id: "sweep",
      title: "What the options are worth",
      summary: true,
      blocks: [
        sentences("finding", findings),
        latencyTable(reads, latencies, ranked),
        notes(["A front and its knee: docs/sweep.md says how they are found."], pageOnly),
        ...(depth ? [depth] : []),
      ],
    },
    {
      kind: "group",
      id: "fronts",
      title: "Time against peak RSS",
      shown: pageOnly,
      blocks: latencies.map((latency) => frontChart(result, latency, ranked)),
    },
  ];
}

const unranked = (trials: number): string =>
  trials < fewestTrials
    ? `${trials === 1 ? "One trial each is" : `${formatCount(trials)} trials each are`} too few to say which option is best: ` +
      `${formatCount(fewestTrials)} are needed.`
    : "Which option is best can't be said here: the warnings say why.";

function frontChart(result: Result, latency: number, ranked: boolean): Block {
  const { measured, unmeasured } = reportCases(resultAt(result, latency));
  const front = ranked ? frontOf(measured.map(({ summary }) => summary)) : { best: [], knee: undefined };
  return {
    kind: "chart",
    size: "full",
    answers: "points",
    nothing: "No pattern has both figures.",
    make: async () => {
      const { sweepFrontChart } = await pictures();
      const named = { latency: formatLatency(latency), name: `front-${String(latency).replace(".", "-")}ms` };
      return {
        wide: sweepFrontChart(measured, front, named, "wide"),
        narrow: sweepFrontChart(measured, front, named, "narrow"),
        caption:
          `With ${formatLatency(latency)} added per round trip. Each line is a pattern, each point a value of its options; lower left ` +
          `is better.${ranked ? " Filled points are those that none beats; the ring is the knee." : ""}`,
        missing: unmeasured.flatMap(endingsOf),
      };
    },
  };
}
