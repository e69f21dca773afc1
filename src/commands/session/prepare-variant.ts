/** Makes one of several sets of versions ready to read. */
import semver from "semver";
import { projectPaths } from "../../config/project.js";
import type { PatternRequest } from "../../config/pattern-requests.js";
import type { SideRequest } from "../../config/lock-specs.js";
import { projectPackages } from "../../project/clients.js";
import type { Display } from "../../display/display.js";
import type { BenchCase, Variant } from "../../results/schema.js";
import { steadyCode } from "../../runner/steady-code.js";
import { onDemand, type OnDemand } from "../../runner/variants/on-demand.js";
import { folderOf } from "../../project/packages.js";
import { installVariant } from "../../runner/variants/install.js";
import type { Watchdog } from "../../runner/watchdog.js";
import { nodeWorker, type WorkerOptions } from "../../runner/worker-process.js";
import type { PatternDescription } from "../../trial/protocol.js";
import type { Seen, Target } from "./target.js";
import { casesOf } from "./cases.js";
import { describePatterns } from "./describe-patterns.js";

/** A variant that trials can be made with. */
export interface ReadyVariant {
  readonly variant: Variant;
  readonly descriptions: readonly PatternDescription[];
  /** One a pattern, named after the variant. */
  readonly cases: (seen: Pick<Seen, "patterns" | "rows">) => readonly BenchCase[];
  readonly worker: WorkerOptions;
}

/** What of a command's options says how its variants are asked and read. */
export interface VariantOptions {
  readonly projectDir: string;
  readonly timeout: number;
  readonly nodeArgs: readonly string[];
}

/** What the preparation of a command's variants has in common. */
export interface Preparation {
  readonly options: VariantOptions;
  readonly signal: AbortSignal;
  readonly watchdog: Watchdog;
  readonly onBusy: (what: string) => void;
  readonly onNote: Display["note"];
  readonly target: Target;
  /** What all of them are asked to have: what is installed besides must be the same, and run on the Node of each. */
  readonly requests: readonly (SideRequest | undefined)[];
  /** Packages of lock files whose versions are recorded, beside those that are known. */
  readonly also?: readonly string[];
}

/** The flags with which Node reads where versions are compared. */
export const comparingFlags = ({ nodeArgs }: Pick<VariantOptions, "nodeArgs">): string[] => [
  ...steadyCode,
  ...nodeArgs,
];

/** What the folders of patterns install for themselves, on all of these versions of Node. */
const demandedBy = (patterns: readonly PatternRequest[], nodes: readonly string[]): OnDemand[] =>
  [...new Set(patterns.map(({ id }) => folderOf(id)))].flatMap((folder) => onDemand(folder, nodes) ?? []);

/** The Node of a variant, the oldest that a range allows; undefined where that isn't known before it is looked up. */
function nodeOf(request: SideRequest | undefined): string | undefined {
  const asked = request?.kind === "packages" ? request.packages.find(({ name }) => name === "node") : undefined;
  if (!asked) return process.version;
  if (asked.kind === "version") return asked.version;
  const range = asked.kind === "range" ? semver.validRange(asked.range) : null;
  return range === null ? undefined : semver.minVersion(range)?.version;
}

/**
 * Installs a variant, and asks it for its patterns.
 *
 * @param request undefined: what the project has installed.
 * @throws UsageError where it can't be installed, or the patterns don't load with it.
 */
export async function prepareVariant(
  name: string,
  request: SideRequest | undefined,
  { options, signal, watchdog, onBusy, onNote, target, requests, also = [] }: Preparation,
): Promise<ReadyVariant> {
  const { projectDir, timeout, nodeArgs } = options;
  const { patterns, root, files: own, surroundings } = target;
  const { home } = projectPaths(projectDir);
  const known = await projectPackages();
  const demanded = demandedBy(
    patterns,
    requests.flatMap((each) => nodeOf(each) ?? []),
  );
  const installing = { name, root, known, own, also, demanded, home, signal, onBusy, onNote };
  const { variant, program } = await installVariant(request, installing);
  const worker = { command: nodeWorker(comparingFlags(options), program), timeout, signal, watchdog, ...surroundings };
  onBusy(`Loading the patterns with ${name}`);
  const descriptions = await describePatterns(patterns, nodeArgs, worker, ` with ${name}`);
  // What is wrong with the patterns' options is found out before anything is measured.
  casesOf(patterns, descriptions, target.rows, name);
  return {
    variant,
    descriptions,
    worker,
    cases: (seen) => casesOf(seen.patterns, descriptions, seen.rows, name),
  };
}
