/** Reads with two sets of installed versions, in turns: what `upgrade` and `calibrate` have in common. */
import { performance } from "node:perf_hooks";
import { dataOfBothSides, sideOf } from "../../compare/compare-sides.js";
import { falseAlarmBudget } from "../../compare/false-alarms.js";
import { keptJudging, type Judging } from "../../compare/thresholds.js";
import { pairCases } from "../../compare/same-read.js";
import type { SideRequest } from "../../config/lock-specs.js";
import type { Display } from "../../display/display.js";
import { showUpgrade } from "../../display/upgrade-progress.js";
import type { Comparison } from "../../results/comparison.js";
import { differingNames } from "../../project/locks/closure.js";
import { recorded, type Flags } from "../../flags/flag.js";
import type { Result } from "../../results/schema.js";
import { watchCoreSpeed } from "../../runner/core-speed.js";
import { run } from "../../runner/run.js";
import { sequentialPlan } from "../../runner/sequential-plan.js";
import { startWatchdog } from "../../runner/watchdog.js";
import { keeping, type Keep } from "./draft.js";
import { comparingFlags, prepareVariant, type ReadyVariant, type VariantOptions } from "./prepare-variant.js";
import { patternInfos } from "./describe-patterns.js";
import type { Target } from "./target.js";
import { withDatabase, type DatabaseOptions } from "./with-database.js";

/** What both commands are asked. */
export interface TwoSidesOptions extends Omit<DatabaseOptions, "workload">, VariantOptions {
  /** Undefined: what is installed. */
  readonly from: SideRequest | undefined;
  readonly to: SideRequest | undefined;
  readonly rngSeed: number;
  /** The flags as they were typed. */
  readonly typed: NonNullable<Result["typed"]>;
  /** Milliseconds after which no round is begun. */
  readonly budget: number;
}

/** The one of both that asks. */
export interface TwoSidesCommand {
  /** `calibrate` measures on when everything is decided. */
  readonly command: "upgrade" | "calibrate";
  readonly flags: Flags;
  /** What counts as decided. */
  readonly judging: Judging;
}

/** Installs both sides, reads with them in turns, and compares. */
export async function measureTwoSides(
  options: TwoSidesOptions,
  target: Target,
  { command, flags, judging }: TwoSidesCommand,
  display: Display,
  signal: AbortSignal,
  keep: Keep,
): Promise<Result> {
  const startedAt = new Date();
  const { rngSeed, budget } = options;
  const { thresholds } = judging;
  const watchdog = startWatchdog();
  const observer = showUpgrade(display);
  try {
    const also = differingBesides(options);
    const requests = [options.from, options.to];
    const preparation = {
      ...{ options, signal, watchdog, target, requests, also },
      onBusy: observer.busy,
      onNote: display.note,
    };
    const names = sideNames(options);
    const baseline = await prepareVariant(names.baseline, options.from, preparation);
    const candidate = await prepareVariant(names.candidate, options.to, preparation);
    if (sameVersions(baseline, candidate)) {
      display.note(
        "Both sides have the same versions: A is compared with A, and whatever is called changed would be a false alarm.",
      );
    }
    const opening = { ...options, rows: target.rows, server: target.server, workload: target.workload };
    return await withDatabase(opening, command, observer, signal, async (database) => {
      const both = [baseline.variant.packages, candidate.variant.packages];
      const seen = await target.look(database, candidate.descriptions, candidate.worker, () => both);
      for (const note of seen.notes) display.note(note);
      const [before, after] = [baseline.cases(seen), candidate.cases(seen)];
      const described = candidate.descriptions.filter(({ id }) => seen.patterns.some((each) => each.id === id));
      const patterns = await patternInfos(described);
      const plan = sequentialPlan({
        pairs: pairCases(before, after),
        patterns,
        variants: [baseline.variant, candidate.variant],
        thresholds,
        budget,
        rngSeed,
        now: () => performance.now(),
        until: command === "calibrate" ? "budget-used" : "decided",
      });
      const compared = (result: Result): Comparison => {
        const cases = [...plan.comparisons()];
        return {
          baseline: sideOf(result, names.baseline),
          candidate: sideOf(result, names.candidate),
          trials: "interleaved",
          incomparable: [],
          equivalence: dataOfBothSides(result.equivalence, cases),
          falseAlarms: falseAlarmBudget,
          unpaired: [],
          cases,
        };
      };
      const told = (result: Result): Result => ({
        ...result,
        comparisons: [compared(result)],
        judging: keptJudging(judging),
      });
      const coreSpeed = await watchCoreSpeed();
      try {
        const result = await run(
          {
            command,
            options: { ...recordedOptions(options, flags), patterns: seen.patterns, thresholds },
            typed: options.typed,
            startedAt,
            read: seen.read,
            schedule: { kind: "adaptive", rounds: plan.rounds },
            rngSeed,
            cases: [...before, ...after],
            patterns,
            leftOut: seen.leftOut,
            variants: [baseline.variant, candidate.variant],
            workerOf: ({ variant }) => (variant === names.baseline ? baseline.worker : candidate.worker),
            signal,
            coreSpeed,
            heapDiff: false,
          },
          database,
          keeping(observer.watch(plan, compared), keep, (draft) => told(draft)),
        );
        return told(result);
      } finally {
        await coreSpeed.close();
      }
    });
  } finally {
    watchdog.stop();
  }
}

/** What the two sides are called: what was asked for; alike ones are told apart. */
function sideNames({ from, to }: TwoSidesOptions): { readonly baseline: string; readonly candidate: string } {
  const [baseline, candidate] = [from?.text ?? "installed", to?.text ?? "installed"];
  return { baseline, candidate: candidate === baseline ? `${candidate} (again)` : candidate };
}

/** Of two lock files, what differs in them: it is recorded, whether it is known that reads go through it or not. */
const differingBesides = ({ from, to }: TwoSidesOptions): string[] =>
  from?.kind === "lock" && to?.kind === "lock" ? differingNames(from.closure, to.closure) : [];

function sameVersions(...sides: readonly ReadyVariant[]): boolean {
  const versions = sides.map(({ variant }) => JSON.stringify([variant.node, Object.entries(variant.packages).sort()]));
  return new Set(versions).size === 1;
}

/** The options as the result keeps them: all that were resolved, but for where the server is and where files go. */
const recordedOptions = (options: TwoSidesOptions, flags: Flags) => ({
  ...recorded(flags, options),
  from: options.from?.text ?? "installed",
  to: options.to?.text ?? "installed",
  nodeArgs: comparingFlags(options),
});
