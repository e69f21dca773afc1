/** What keeps a result from being what was asked for, in plain sentences; most serious first. */
import type { DataSet, Equivalence, Result } from "../../results/schema.js";
import { failureWords, type CaseSummary, type Failure } from "../../results/case-summary.js";
import { holdsBothSides } from "./comparison/compared-result.js";
import { gaveTheSame, unsteadyReads } from "../../compare/self-equivalence.js";
import { changedRows } from "./rows-read.js";
import { busyWith } from "../../compare/busy.js";
import { metricNames, metrics } from "../../metrics.js";
import { formatCount, formatList, noBreakSpace } from "../format.js";
import { excerpt } from "../printable.js";

/** What these cases are called, by their ids; the id itself for one of another result. */
export function labelIn(cases: readonly CaseSummary[]): (id: string) => string {
  const labels = new Map(cases.map(({ case: { id }, label }) => [id, label]));
  return (id) => labels.get(id) ?? id;
}

/** The sentences; empty for a result that is whole. They may quote names and values from the result as they are. */
export function warnings(result: Result, cases: readonly CaseSummary[]): string[] {
  const label = labelIn(cases);
  const sentences = [
    changedRows(result),
    // A comparison of this result's own trials says it, before anything else.
    holdsBothSides(result) ? undefined : dataWarning(result.equivalence, label, result.dataSet),
    unverified(result),
    ...ofFunctions(result, label),
    busyness(result),
    interruption(result, cases),
    failures(cases),
    connections(result, label),
  ];
  return sentences.filter((sentence) => sentence !== undefined);
}

/** What is wrong with the data that was read; undefined where all read what they should. */
export function dataWarning(
  equivalence: Equivalence,
  label: (id: string) => string,
  dataSet: Pick<DataSet, "own">,
  who: "the patterns" | "both sides" = "the patterns",
): string | undefined {
  switch (equivalence.kind) {
    case "same":
      return undefined;
    case "unknown":
      return `Whether ${who} read the same data isn't known: ${equivalence.reason}.`;
    case "different":
      if (equivalence.case === equivalence.reference) {
        return (
          `${label(equivalence.case)} didn't return the data that it should, so its cost can't be judged: ` +
          `${equivalence.summary}${firstDifference(equivalence, dataSet)}.`
        );
      }
      return (
        `The reads returned different data, so their costs can't be compared: ${label(equivalence.case)} against ` +
        `${label(equivalence.reference)}, ${equivalence.summary}${firstDifference(equivalence, dataSet)}.` +
        `${others(equivalence, label)}${zone(equivalence)}`
      );
  }
}

type Different = Extract<Equivalence, { kind: "different" }>;

function others({ others: names = [] }: Different, label: (id: string) => string): string {
  if (names.length === 0) return "";
  return ` What ${formatList(names.map(label))} returned differs too.`;
}

function zone({ timeZone }: Different): string {
  if (timeZone === undefined) return "";
  return (
    ` The time zone explains every difference: in ${timeZone} days and hours don't exist, or begin elsewhere, that the ` +
    `server has; with TZ=UTC the values are read as they are stored.`
  );
}

/** What to look at where the data differs, and why there is nothing else to read; undefined where it doesn't. */
export function dataHint(equivalence: Equivalence, label: (id: string) => string): string | undefined {
  if (equivalence.kind !== "different") return undefined;
  const { firstDifference: first } = equivalence;
  const [column] = first?.columns ?? [];
  const where =
    first && first.missing !== "neither"
      ? "Lost or extra rows usually come from a limit, a join or an order that isn't total: look at the statements. "
      : column
        ? `Look at what ${label(equivalence.case)} makes of ${column.name}: a cast, a type's parser, a transformer. `
        : "";
  return `${where}Until the data agrees, costs aren't judged.`;
}

function firstDifference({ firstDifference: first }: Different, { own }: Pick<DataSet, "own">): string {
  if (!first) return "";
  const start = `; the first row that differs is ${first.key}`;
  if (first.missing !== "neither") {
    return `${start}, which ${first.missing === "case" ? "the former" : "the latter"} doesn't have`;
  }
  const [column] = first.columns;
  if (!column) return start;
  // Hidden values are words of ours, and no quotation.
  const said = own?.values === "hidden" ? (value: string | null) => value ?? "null" : quote;
  return `${start}, where ${column.name} is ${said(column.value)} against ${said(column.reference)}`;
}

function quote(value: string | null): string {
  return value === null ? "null" : `"${excerpt(value, 80)}"`;
}

/** Older results don't hold the server's own rows at all, and say nothing of it. */
function unverified({ dataSet: { expected } }: Result): string | undefined {
  if (!expected || !("absent" in expected)) return undefined;
  return `The reads were compared with each other only, since the server's own rows couldn't be read: ${expected.absent}`;
}

/** What can't be known of functions of the user's. */
function ofFunctions(result: Result, label: (id: string) => string): string[] {
  if (result.dataSet.own?.kind !== "functions") return [];
  const unsteady = unsteadyReads(result).map(label);
  return [
    "What was read can't be checked: only the functions know what it should be. Rows are counted, and what a function " +
      "hands over is compared with what it handed over in its other trials and versions.",
    ...(unsteady.length > 0
      ? [`${formatList(unsteady)} handed over something else each time, so it can't be compared.`]
      : []),
    ...(result.cases.length > 1 && !gaveTheSame(result)
      ? ["The functions don't hand over the same, so none is called better than another."]
      : []),
  ];
}

/** That the machine did other things meanwhile, and what can be trusted all the same. */
function busyness(result: Result): string | undefined {
  const load = busyWith(result);
  if (!load) return undefined;
  const { cores } = result.environment;
  const inCores = (used: number) => `${used.toFixed(1)} of ${formatCount(cores)} ${cores === 1 ? "core" : "cores"}`;
  const percent = (share: number) => `${formatCount(share * 100)}${noBreakSpace}%`;
  const what = [
    `other programs took ${inCores(load.others)}`,
    ...(load.steal >= 0.05 ? [`the machine's host took ${inCores(load.steal)}`] : []),
    ...(load.waiting === undefined ? [] : [`something waited for a core ${percent(load.waiting)} of the time`]),
  ];
  const busy = `The machine was busy with other things while it read: ${formatList(what)}`;
  if (holdsBothSides(result)) return `${busy}. It affected both sides alike; differences in time take longer to show.`;
  const titled = (noisy: boolean) =>
    metricNames
      .filter((name) => metrics[name].inTable && (metrics[name].noise === "noisy") === noisy)
      .map((name) => metrics[name].title);
  return `${busy}. Times can't be trusted (${formatList(titled(true))}); ${formatList(titled(false))} can.`;
}

function interruption({ state, stopped, rounds, trials }: Result, cases: readonly CaseSummary[]): string | undefined {
  if (state === "complete") return undefined;
  const untried = cases.filter(({ missing }) => missing === rounds).map(({ label }) => label);
  const nothing = untried.length === 0 ? "" : ` Nothing was tried of ${formatList(untried)}.`;
  const planned = cases.length * rounds;
  const what = stopped === undefined ? "The run was interrupted" : `${stopped} The run ended`;
  return `${what} after ${formatCount(trials.length)} of ${formatCount(planned)} trials.${nothing}`;
}

function failures(cases: readonly CaseSummary[]): string | undefined {
  const failed = cases.flatMap(({ label, failures: counts, completed }) => {
    const all = completed + counts.reduce((sum, { trials }) => sum + trials, 0);
    const kinds = new Map<Failure["kind"], number>();
    for (const { kind, trials } of counts) kinds.set(kind, (kinds.get(kind) ?? 0) + trials);
    return [...kinds].map(
      ([kind, trials]) => `${label} ${failureWords[kind]} in ${formatCount(trials)} of ${formatCount(all)} trials`,
    );
  });
  return failed.length === 0 ? undefined : `Not everything completed: ${formatList(failed)}.`;
}

function connections({ trials }: Result, label: (id: string) => string): string | undefined {
  const leaking = new Set(
    trials.flatMap((trial) =>
      trial.outcome.kind === "completed" && trial.outcome.connectionsLeft > 0 ? [label(trial.case)] : [],
    ),
  );
  return leaking.size === 0
    ? undefined
    : `${formatList([...leaking])} kept connections that belong to the pool: a service that reads like this runs out of them.`;
}
