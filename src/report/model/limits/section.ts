/** What `limits` found out: which read survives in which container. */
import { askedOf, examine, readsOf, type ExaminedRead } from "../../../compare/limits/examine.js";
import { summariseCases } from "../../../results/case-summary.js";
import type { Limits, Result } from "../../../results/schema.js";
import { formatCount } from "../../format.js";
import { group, type Block, type Report, type Section } from "../report.js";
import { warnings } from "../warnings.js";
import type { Sentence } from "../words.js";
import { deployment, limitSentences } from "./sentences.js";
import { limitsTable } from "./table.js";

/** The section; none for any other result. */
export function limitsSections(result: Result): Section[] {
  const { limits } = result;
  if (!limits) return [];
  const reads = examined(result, limits);
  const lines = deployment(reads, limits);
  const sentences = [...alarms(result), ...limitSentences(reads, limits)];
  const blocks: readonly Block[] = [
    limitsTable(result, limits, reads),
    { kind: "sentences", sentences },
    ...(lines ? [group("The minimum for a deployment", [lines])] : []),
  ];
  return [
    {
      kind: "group",
      id: "limits",
      title: "Which read survives in which container",
      selfEvident: true,
      summary: true,
      blocks,
    },
  ];
}

/** What there is to see of a run that goes on. */
export function limitsProgress(result: Result): Pick<Report, "facts" | "sections"> {
  const { limits } = result;
  if (!limits) return { facts: [], sections: [] };
  const table = limitsTable(result, limits, examined(result, limits));
  return {
    facts: [],
    sections: [{ kind: "group", id: "limits", title: table.label, selfEvident: true, blocks: [table] }],
  };
}

const examined = (result: Result, limits: Limits): ExaminedRead[] =>
  readsOf(result.cases).map((read) => examine(read, result, askedOf(limits)));

/** What is wrong with the run; that reads died of their limits isn't. */
function alarms(result: Result): Sentence[] {
  const trials = result.trials.filter(({ outcome: { kind } }) => kind === "completed" || kind === "failed");
  const counted: Result = { ...result, trials, state: "complete" };
  delete counted.stopped;
  const others = warnings(counted, summariseCases(counted));
  const texts = result.state === "complete" ? others : [ended(result), ...others];
  return texts.map((text) => ({ kind: "warning", text }));
}

const ended = ({ stopped, trials }: Result): string =>
  `${stopped === undefined ? "The run was interrupted" : `${stopped} The run ended`} after ${formatCount(trials.length)} ` +
  "trials: what isn't found may be found by going on with it.";
