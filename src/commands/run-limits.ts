/** What `ormeter limits` does. */
import { askedOf } from "../compare/limits/examine.js";
import type { PatternRequest } from "../config/pattern-requests.js";
import { projectPaths } from "../config/project.js";
import { showLimits } from "../display/limits-progress.js";
import type { Display } from "../display/display.js";
import { UsageError } from "../errors.js";
import { recorded } from "../flags/flag.js";
import { makeHome } from "../project/home.js";
import type { BenchCase, Limits, Trial } from "../results/schema.js";
import { openContainers, type Containers } from "../runner/memory-limit/containers.js";
import { gridCases, limitsPlan } from "../runner/memory-limit/limits-plan.js";
import { patience } from "../runner/memory-limit/patience.js";
import type { AdaptiveRounds } from "../runner/run.js";
import { nodeWorker, type WorkerCommand, type WorkerOptions } from "../runner/worker-process.js";
import { limitsFlags, memoryThere, type LimitsOptions } from "./options/limits.js";
import { measureInstalled } from "./session/measure-installed.js";
import type { Measure } from "./session/measure-into.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import type { Target } from "./session/target.js";
import { measureTargets } from "./session/targets.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can fix; nothing was measured then.
 */
export function runLimits(options: LimitsOptions, streams: Streams = process): Promise<number> {
  return measureTargets(options, streams, (target, out) =>
    runMeasuringCommand({ ...options, out }, streams, limitsOf(options, target)),
  );
}

/** Measures one target. */
const limitsOf =
  (options: LimitsOptions, target: Target): Measure =>
  async (display, signal, keep) => {
    const limiting = await startLimiting(options, display);
    const { limits, contain } = limiting;
    try {
      refuseOtherLimits(options.resume?.result.limits, limits);
    } catch (error) {
      await limiting.close();
      throw error;
    }
    const asked = askedOf(limits);
    const { timeout, resume } = options;
    let made: () => readonly Trial[] = () => [];
    let cases: readonly BenchCase[] = [];
    const adaptive = (all: readonly BenchCase[]): AdaptiveRounds => {
      cases = all;
      const rounds = limitsPlan(all, asked, options.rngSeed);
      return (trials, stop) => rounds((made = trials), stop);
    };
    const run = {
      command: "limits",
      options: { ...options, rounds: 1 },
      target,
      record: (patterns: readonly PatternRequest[]) => ({ ...recorded(limitsFlags, options), patterns }),
      shown: showLimits,
      limits,
      contain,
      varied: (reads: readonly BenchCase[]) => {
        const grid = gridCases(reads, asked);
        const before = (resume?.result.cases ?? []).filter(({ id }) => grid.every((each) => each.id !== id));
        return [...grid, ...before];
      },
      adaptive,
      startedAs: (worker: WorkerOptions, benchCase: BenchCase): WorkerOptions => ({
        ...worker,
        command: withOldSpace(worker.command, benchCase.conditions?.oldSpace),
        ...patience(benchCase, { cases, trials: made() }, timeout),
      }),
    };
    try {
      return await measureInstalled(run, display, signal, keep);
    } finally {
      await limiting.close();
    }
  };

/** A run that is gone on with where memory is limited otherwise: its trials and those to come aren't of one kind. */
function refuseOtherLimits(before: Limits | undefined, { limited }: Limits): void {
  const way = ({ limited: by }: Pick<Limits, "limited">) => (by.what === "heap" ? "V8 alone" : by.by);
  if (!before || way(before) === way({ limited })) return;
  throw new UsageError(
    `--resume: memory was limited by ${way(before)} then, and is by ${way({ limited })} now: make the run again.`,
  );
}

/** A worker of Node, with so many MiB of V8's old space. */
function withOldSpace([node, ...args]: WorkerCommand, oldSpace: number | undefined): WorkerCommand {
  const worker = args.at(-1);
  if (oldSpace === undefined || worker === undefined) return [node, ...args];
  // Behind the flags of the user, so that it wins.
  return [node, ...args.slice(0, -1), `--max-old-space-size=${oldSpace}`, worker];
}

/** How memory is limited here. */
type Limiting = Pick<Containers, "contain" | "close"> & { readonly limits: Limits };

/**
 * Finds out who holds processes to a limit here, and whether those that are asked for can be had.
 *
 * @throws UsageError where they can't.
 */
async function startLimiting(options: LimitsOptions, display: Display): Promise<Limiting> {
  const { memory: grid, tries, limitBy, projectDir } = options;
  const heapAlone = (why: string): Limiting => ({
    limits: { limited: { what: "heap", why }, grid: [...grid], tries },
    contain: () => undefined,
    close: () => Promise.resolve(),
  });
  if (limitBy === "heap") return heapAlone("that was asked for");
  refuseTooMuch(grid);
  const home = await makeHome(projectPaths(projectDir).root, { what: "A copy of Node is" });
  const containers = await openContainers(home, limitBy && [limitBy]);
  if ("absent" in containers) {
    const { absent } = containers;
    if (limitBy === undefined) {
      display.note(`The kernel's memory limits can't be had here: V8's heap alone is limited. ${absent}.`);
      return heapAlone(absent);
    }
    throw new UsageError(
      `--limit-by: ${absent}. Run as root, or in a session of systemd's; without the flag another way may be found.`,
    );
  }
  const { limited, contain, leastFor, close } = containers;
  try {
    if (limited.program) display.note(`Node's own program isn't counted: ${limited.program.absent}.`);
    const smallest = Math.min(...grid);
    const [node, ...flags] = nodeWorker([]);
    const least = await leastFor(smallest, [node, ...flags.slice(0, -1), "--eval", "0"]);
    if (least !== undefined) {
      throw new UsageError(
        `--memory: Node alone needs about ${least}M here, before it reads anything; received ${smallest}M.`,
      );
    }
    return { limits: { limited, grid: [...grid], tries }, contain, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Limits that aren't any, since this process and all that it starts are held to less already. */
function refuseTooMuch(grid: readonly number[]): void {
  const [there, most] = [memoryThere(), Math.max(...grid)];
  if (most <= there) return;
  throw new UsageError(`--memory: there are ${there}M here, and no limit can be more than that; received ${most}M.`);
}
