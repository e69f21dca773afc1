/**
 * Installs one side of a comparison. Every side has a folder of its own, the one with what the project has installed
 * too, so that nothing of the measured path differs but what was asked for.
 */
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SideRequest } from "../../config/lock-specs.js";
import { installedVariant } from "../../results/environment.js";
import type { Variant } from "../../results/schema.js";
import { installedWorker } from "../worker-process.js";
import { broughtAlong } from "./as-of.js";
import {
  expectedVersions,
  folderName,
  planLock,
  planPackages,
  type InstallPlan,
  type PlanOptions,
} from "./install-plan.js";
import { generateCode } from "./generate.js";
import { installedNode } from "./node-binary.js";
import { askRegistry } from "./npm.js";
import { explainNpmFailure, NpmFailure } from "./npm-failure.js";
import { placeProgram, type OwnFiles } from "./place-program.js";
import { withProjectSettings } from "./project-settings.js";
import { noSuchVersion, registryName, resolvePackages, type ExactPackage } from "./resolve-versions.js";
import { putInPlace, withStagingFolder } from "./staging.js";

/** A side that trials can be made with. */
export interface InstalledVariant {
  /** The versions that are really there; one from a tarball has the start of its digest behind a `+`. */
  readonly variant: Variant;
  /** Its Node, and its copy of the worker. */
  readonly program: { readonly node: string; readonly worker: string };
}

/** Where and how a variant is installed. */
export interface InstallOptions extends PlanOptions {
  /** What the variant is called in the result. */
  readonly name: string;
  /** What the project brings along beside packages. */
  readonly own?: OwnFiles | undefined;
  /** Packages of lock files whose versions are recorded, beside those that are known. */
  readonly also?: readonly string[];
  /** The project's `.ormeter`. */
  readonly home: string;
  /** Ends npm. */
  readonly signal: AbortSignal;
  /** Something that takes a while has begun. */
  readonly onBusy: (what: string) => void;
  /** Something that the user should know. */
  readonly onNote: (sentence: string) => void;
}

/**
 * Installs what was asked for, or finds it installed; that needs no network for exact versions and lock files that were
 * installed before, and for ranges as long as npm remembers them.
 *
 * @param request undefined: what the project has installed.
 * @throws UsageError with npm's reason, where something can't be installed; the signal's reason.
 */
export function installVariant(request: SideRequest | undefined, options: InstallOptions): Promise<InstalledVariant> {
  const variants = join(options.home, "variants");
  return withStagingFolder(variants, async (staging) => {
    const within = <T>(action: () => Promise<T>) => withProjectSettings(staging, options.home, action);
    const plan = await within(() => planOf(request, staging, options));
    const folder = join(variants, folderName(plan));
    if (!(await isComplete(folder, plan))) {
      await within(() => install(plan, staging, options));
      for (const generating of plan.generating) await generateCode(generating, staging, options.signal);
      await putInPlace(staging, folder, () => isComplete(folder, plan));
    }
    return describe(folder, plan, options);
  });
}

async function planOf(
  request: SideRequest | undefined,
  staging: string,
  options: InstallOptions,
): Promise<InstallPlan> {
  const { onNote, also = [], demanded } = options;
  if (request?.kind === "lock") return planLock(request.text, request.closure, also, demanded);
  const asking = { ...options, cwd: dirname(options.home), staging };
  const packages = await resolvePackages(request?.packages ?? [], asking);
  const along = await broughtAlong(packages, asking);
  const plan = planPackages(packages, along, options);
  if (along?.kind === "newest") {
    onNote(`The dependencies of ${plan.what} are today's newest: ${along.reason}.`);
  } else if (along?.doubt !== undefined) {
    onNote(`The dependencies of ${plan.what} may have been older when it was published: ${along.doubt}.`);
  }
  return plan;
}

/** The version of a package that is installed in `folder` itself; undefined where it isn't. */
async function versionIn(folder: string, name: string): Promise<string | undefined> {
  try {
    const manifest = await readFile(join(folder, "node_modules", name, "package.json"), "utf8");
    return (JSON.parse(manifest) as { version?: string }).version;
  } catch {
    return undefined;
  }
}

/** Whether everything that the plan names lies in `folder`. A folder is there only when all was done with it. */
async function isComplete(folder: string, plan: InstallPlan): Promise<boolean> {
  for (const [name, version] of expectedVersions(plan)) {
    if ((await versionIn(folder, name)) !== version) return false;
  }
  return true;
}

async function install(
  { manifest, lock, isWhole, packages, what }: InstallPlan,
  staging: string,
  { home, signal, onBusy, onNote }: InstallOptions,
): Promise<void> {
  onBusy(`Installing ${what.replace(/^What /, "what ")}`);
  await writeFile(join(staging, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  if (lock) await writeFile(join(staging, "package-lock.json"), `${JSON.stringify(lock, undefined, 2)}\n`);
  const flags = ["--no-audit", "--no-fund", "--install-strategy=hoisted", ...(lock ? [] : ["--no-package-lock"])];
  try {
    await askRegistry([isWhole ? "ci" : "install", ...flags], { cwd: staging, signal }, (reason) =>
      onNote(`npm can't reach its registry (${reason}): ${what} comes from what npm fetched before.`),
    );
  } catch (error) {
    if (!(error instanceof NpmFailure)) throw error;
    const missing = /^No matching version found for ([^@\s]+)/.exec(error.reason)?.[1];
    const absent = packages.find((exact) => exact.kind === "registry" && registryName(exact.name) === missing);
    throw absent
      ? await noSuchVersion(absent.name, absent.version, absent.text, error, { cwd: dirname(home), signal })
      : explainNpmFailure(error, what, [[staging, "…"]]);
  }
}

async function describe(
  folder: string,
  { manifest, isWhole, packages, brought, also = {} }: InstallPlan,
  { name, known, own, signal }: InstallOptions,
): Promise<InstalledVariant> {
  // Touched by no one else before it is found to start: a Node for another C library installs without complaint.
  const askedNode = packages.find((exact) => exact.name === "node");
  const node = askedNode && (await installedNode(folder, askedNode.text, signal));
  const worker = await placeProgram(folder, own, known.ofFloors);
  const there = installedVariant(name, dirname(worker), known, node?.version);
  // What an ORM on demand needs for its generator lies there, too, and nothing is read through it.
  const isRead = (each: string): boolean =>
    isWhole || Object.hasOwn(manifest.dependencies, each) || known.bringerOf(each) !== undefined;
  const found = {
    ...there,
    packages: Object.fromEntries(Object.entries(there.packages).filter(([each]) => isRead(each))),
  };
  return {
    variant: {
      ...found,
      packages: { ...found.packages, ...digestsOf(packages, found.packages), ...without(also, found.packages) },
      ...(brought && { brought }),
    },
    program: { node: node?.path ?? installedWorker.node, worker },
  };
}

const without = (all: Variant["packages"], known: Variant["packages"]): Variant["packages"] =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !Object.hasOwn(known, name)));

/**
 * Versions from tarballs, folders and repositories, with the start of their content's digest as build metadata: two of
 * one version may well differ, and a patched one isn't what was released.
 */
const digestsOf = (packages: readonly ExactPackage[], found: Variant["packages"]): Variant["packages"] =>
  Object.fromEntries(
    packages.flatMap((exact) => {
      if (exact.kind === "registry") return [];
      const digest = Buffer.from(exact.integrity.replace(/^\w+-/, ""), "base64").toString("hex").slice(0, 8);
      const version = found[exact.name] ?? exact.version;
      return [[exact.name, `${version}${version.includes("+") ? "." : "+"}${digest}`]];
    }),
  );
