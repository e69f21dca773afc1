/** Measures what a program asked for: as the commands do, without a terminal, and with nothing written that wasn't asked for. */
import { benchFlags, resolveBench } from "../commands/options/bench.js";
import { resolveOptions } from "../commands/command.js";
import { refuseNativeDriver } from "../config/native-driver.js";
import { benchOf } from "../commands/run-bench.js";
import { upgradeOf } from "../commands/run-upgrade.js";
import { Draft } from "../commands/session/draft.js";
import { measureInto, type Measure } from "../commands/session/measure-into.js";
import type { Target } from "../commands/session/target.js";
import {
  findTargets,
  folderOfTarget,
  mayPassOver,
  noneWasRead,
  type TargetOptions,
} from "../commands/session/targets.js";
import { resolveUpgrade, upgradeFlags } from "../commands/options/upgrade.js";
import { saidOptions, type SaidOptions } from "../config/said-options.js";
import type { Surroundings } from "../config/surroundings.js";
import { withoutCredentials } from "../config/server-url.js";
import type { Display } from "../display/display.js";
import { UsageError } from "../errors.js";
import type { Result } from "../results/schema.js";
import { startWatchdog } from "../runner/watchdog.js";
import type { ApiCommand, OneResult, Progress, Request } from "./messages.js";
import { optionNames } from "./option-names.js";

/** Who asked. */
export interface Caller {
  /** As they were before the environment was changed. */
  readonly around: Surroundings;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Measures, one result a workload.
 *
 * @throws UsageError for what the user can mend; the signal's reason where it was aborted.
 */
export async function measureAll(
  { command, options: given, only }: Omit<Request & { kind: "measure" }, "kind">,
  { around, signal, onProgress }: Caller,
): Promise<Result[]> {
  refuseNativeDriver(around);
  const said = saidOptions(given, optionNames[command], command);
  const { options, measureOf } = await plans[command](said, around);
  const targets = await find(options, signal, onProgress);
  if (only) checkOne(only, command, targets, "patterns" in said);
  // A command has a folder whether it is named or not.
  const out = typeof said["out"] === "string" ? options.out : undefined;
  const results: Result[] = [];
  for (const target of targets) {
    const tell = (kind: Progress["kind"], text: string): void => onProgress({ kind, text, workload: target.name });
    const folder = out !== undefined && targets.length > 1 ? folderOfTarget(out, target) : out;
    try {
      results.push(await measureTarget(measureOf(target), folder, options.save, signal, tell));
    } catch (error) {
      if (targets.length === 1 || !mayPassOver(options, target) || !(error instanceof UsageError)) throw error;
      tell("note", withoutCredentials(error.message));
    }
  }
  if (results.length === 0) throw noneWasRead();
  return results;
}

/**
 * Refuses what would give several results where one is asked for, before anything is measured.
 *
 * @param isChosen whether patterns were named: what is read may have one of its own.
 */
function checkOne(
  { several, onePattern }: OneResult,
  command: string,
  targets: readonly Target[],
  isChosen: boolean,
): void {
  const [first] = targets;
  if (!first) return;
  if (targets.length > 1) {
    const names = targets.map(({ name }) => name).join(", ");
    throw new UsageError(
      `${command} must give one result here, and there are ${targets.length} workloads to read: ${names}. ` +
        `Name one of them (entity: "${first.name}"), or ${several}.`,
    );
  }
  if (onePattern === true && isChosen && first.patterns.length > 1) {
    const ids = first.patterns.map(({ id }) => id).join(", ");
    throw new UsageError(`One pattern must be named, and there are several of that name: ${ids}.`);
  }
}

/** A command's options, and how it measures a target. */
interface Plan {
  readonly options: TargetOptions;
  readonly measureOf: (target: Target) => Measure;
}

const plans: Readonly<Record<ApiCommand, (said: SaidOptions, around: Surroundings) => Promise<Plan>>> = {
  bench: async (said, started) => {
    const { options: given, around } = await resolveOptions(benchFlags, said, started);
    const options = await resolveBench(given, around);
    return { options, measureOf: (target) => benchOf(options, target) };
  },
  upgrade: async (said, started) => {
    const { options: given, around } = await resolveOptions(upgradeFlags, said, started);
    const options = await resolveUpgrade(given, around);
    if (options.same) {
      const { from, to } = options.same;
      throw new UsageError(
        `Nothing that the reads go through differs between ${from.text} and ${to.text}: there is nothing to measure.`,
      );
    }
    return { options, measureOf: (target) => upgradeOf(options, target) };
  },
};

async function find(
  options: TargetOptions,
  signal: AbortSignal,
  onProgress: Caller["onProgress"],
): Promise<readonly Target[]> {
  const watchdog = startWatchdog();
  try {
    const onBusy = (text: string): void => onProgress({ kind: "doing", text });
    return await findTargets(options, { env: options.env, signal, watchdog, onBusy });
  } finally {
    watchdog.stop();
  }
}

async function measureTarget(
  measure: Measure,
  folder: string | undefined,
  save: string | undefined,
  signal: AbortSignal,
  tell: (kind: Progress["kind"], text: string) => void,
): Promise<Result> {
  const note = (text: string): void => tell("note", text.trim());
  const kept = await measureInto(
    { draft: new Draft(folder, note), save },
    { display: () => telling(tell), signal, say: note, reportsSay: { write: sayingTo(note) }, show: () => undefined },
    measure,
  );
  signal.throwIfAborted();
  if (kept.kind === "kept") return kept.result;
  throw new Error("It was interrupted.");
}

const sayingTo = (note: (text: string) => void) => (text: string | Uint8Array) => {
  note(String(text));
  return true;
};

/** Shows nothing, and says all. */
const telling = (tell: (kind: Progress["kind"], text: string) => void): Display => ({
  live: false,
  doing: (what, detail = () => "") => tell("doing", [what, detail()].filter((part) => part !== "").join(" · ")),
  note: (line) => tell("note", line),
  done: (line) => tell("trial", line.trim()),
  table: () => undefined,
  close: () => undefined,
});
