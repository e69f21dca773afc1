/** What was compared, and how far its verdicts may be trusted, in sentences. */
import { mean, sampleStandardDeviation } from "simple-statistics";
import { metrics } from "../../../metrics.js";
import type { Comparison, IncomparableField, Side } from "../../../results/comparison.js";
import type { Result, Trial } from "../../../results/schema.js";
import type { Sentence } from "../words.js";
import { formatList } from "../../format.js";
import { detectableChanges } from "../calibration.js";
import { dataDiffers } from "./compared-result.js";
import { percent } from "./change-text.js";

/** One row of what wasn't alike on both sides. */
export interface Version {
  readonly name: string;
  readonly baseline: string;
  readonly candidate: string;
}

/** Packages, and Node, of which the sides have different versions; "none" where a side doesn't have it. */
export function differingVersions({ baseline, candidate }: Pick<Comparison, "baseline" | "candidate">): Version[] {
  return versions(baseline, candidate).filter((version) => version.baseline !== version.candidate);
}

/** All sentences, the most important first. */
export function circumstances(
  { calibration, trials: made }: Pick<Result, "calibration" | "trials">,
  comparison: Comparison,
): Sentence[] {
  const { baseline, candidate, incomparable, unpaired } = comparison;
  const all = versions(baseline, candidate);
  const differing = differingVersions(comparison).map(
    (version) => `${version.name} ${version.baseline} → ${version.candidate}`,
  );
  const alike = all
    .filter((version) => version.baseline === version.candidate)
    .map((version) => `${version.name} ${version.baseline}`);
  return [
    ...incomparable.map(incomparableSentence),
    ...(unpaired.length > 0 ? [{ kind: "warning", text: `Only one side has ${formatList(unpaired)}.` } as const] : []),
    ...(differing.length > 0
      ? []
      : [{ kind: "warning", text: "Both sides have the same versions: this is A against A." } as const]),
    ...[
      `Baseline ${baseline.name}, candidate ${candidate.name}: ${[...differing, ...listedAlike(alike)].join("; ")}.`,
      ...[baseline, candidate].flatMap(broughtAlong),
      ...(dataDiffers(comparison) ? [] : trust(comparison, made, calibration)),
    ].map((text) => ({ kind: "scope", text }) as const),
  ];
}

/** How far the verdicts may be trusted. */
function trust(comparison: Comparison, made: readonly Trial[], calibration: Result["calibration"]): string[] {
  return [
    trials(comparison),
    ...(comparison.trials === "interleaved" ? coreSpeed(comparison, made) : []),
    ...notCompared(comparison),
    ...(Number.isFinite(comparison.falseAlarms) ? [falseAlarms(comparison)] : []),
    ...(calibration ? [detectableChanges(calibration)] : []),
  ];
}

function versions(baseline: Side, candidate: Side): Version[] {
  const names = [...new Set([...Object.keys(baseline.packages), ...Object.keys(candidate.packages)])];
  return [
    ...names.map((name) => ({
      name,
      baseline: baseline.packages[name] ?? "none",
      candidate: candidate.packages[name] ?? "none",
    })),
    { name: "Node", baseline: baseline.node, candidate: candidate.node },
  ];
}

/** Which versions of what a side's packages depend on it was read with. */
function broughtAlong({ name, brought }: Side): string[] {
  if (!brought) return [];
  switch (brought.kind) {
    case "as-of": {
      const doubt = brought.doubt === undefined ? "" : ` (they may have been older: ${brought.doubt})`;
      return [`The dependencies of ${name} are as of its publication, ${day(brought.date)}${doubt}.`];
    }
    case "newest":
      return [`The dependencies of ${name} are today's newest: ${brought.reason}.`];
    case "lock":
      return [`Everything that reads go through is as ${name} has it.`];
  }
}

const day = (instant: string): string => instant.slice(0, 10);

const listedAlike = (alike: readonly string[]): string[] =>
  alike.length === 0 ? [] : [`the same on both sides: ${formatList(alike)}`];

function incomparableSentence({ field, baseline, candidate, spoils }: IncomparableField): Sentence {
  const text = `Not comparable in ${spoils}: ${field} was ${baseline}, and is ${candidate}.`;
  return { kind: "warning", text };
}

function trials({ trials: how }: Comparison): string {
  return how === "interleaved"
    ? "Trials of the two sides alternated, so other load affected both."
    : "The sides were measured in separate runs: what the machine did in one of them is part of the difference.";
}

/** Whether changes of times are those at a constant speed of the core, and not those of the medians beside them. */
export const isAdjusted = ({ cases }: Comparison): boolean =>
  cases.some(({ cells }) => cells.some((cell) => cell.kind === "compared" && cell.adjusted));

/** Whether times are compared at a constant speed of the core, by how much it varied, or why it isn't known. */
function coreSpeed(comparison: Comparison, made: readonly Trial[]): string[] {
  const readings = made.flatMap(({ outcome }) => (outcome.kind === "completed" ? [outcome.coreSpeed] : []));
  const speeds = readings.filter((reading) => typeof reading === "number");
  if (speeds.length > 1 && isAdjusted(comparison)) {
    const vary = percent(sampleStandardDeviation(speeds) / mean(speeds));
    return [`The core's speed varied by ${vary} during the reads; times are adjusted for it.`];
  }
  const [absent] = readings.filter((reading) => typeof reading === "object");
  return absent ? [`Times are compared at whatever speed the core had, which isn't known: ${absent.absent}.`] : [];
}

/** Which metrics were left out, once a reason. */
function notCompared({ cases }: Comparison): string[] {
  const reasons = new Map<string, Set<string>>();
  for (const cell of cases.flatMap(({ cells }) => cells)) {
    if (cell.kind === "compared") continue;
    reasons.set(cell.reason, (reasons.get(cell.reason) ?? new Set()).add(metrics[cell.metric].title));
  }
  return [...reasons].map(([reason, titles]) => `Not compared: ${formatList([...titles])} (${reason}).`);
}

const falseAlarms = ({ falseAlarms: rate }: Comparison): string =>
  `At most ${percent(rate)} of comparisons like this one report a change that isn't there.`;
