/**
 * Installs one side of a comparison. Every side has a folder of its own, the one with what the project has installed
 * too, so that nothing of the measured path differs but what was asked for.
 */
import { createHash } from "node:crypto";
import { copyFile, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { VariantRequest } from "../../config/variant-specs.js";
import type { Packages } from "../../project/packages.js";
import { findPackage, installedVariant } from "../../results/environment.js";
import type { Variant } from "../../results/schema.js";
import { installedWorker } from "../worker-process.js";
import { installedNode } from "./node-binary.js";
import { askRegistry } from "./npm.js";
import { explainNpmFailure, NpmFailure } from "./npm-failure.js";
import { placeProgram, type OwnFiles } from "./program.js";
import { noSuchVersion, registryName, resolvePackages, type ExactPackage } from "./resolve.js";
import { withStagingFolder } from "./staging.js";

/** A side that trials can be made with. */
export interface InstalledVariant {
  /** The versions that are really there; one from a tarball has the start of its digest behind a `+`. */
  readonly variant: Variant;
  /** Its Node, and its copy of the worker. */
  readonly program: { readonly node: string; readonly worker: string };
}

/** Where and how a variant is installed. */
export interface InstallOptions {
  /** What the variant is called in the result. */
  readonly name: string;
  /** The folder that has installed what isn't asked for. */
  readonly root: string;
  /** What reads go through. */
  readonly known: Packages;
  /** What the project brings along beside packages. */
  readonly own?: OwnFiles | undefined;
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
 * Installs what was asked for, or finds it installed; that needs no network for exact versions that were installed
 * before, and for ranges as long as npm remembers them.
 *
 * @param request undefined: what the project has installed.
 * @throws UsageError with npm's reason, where something can't be installed; the signal's reason.
 */
export function installVariant(
  request: VariantRequest | undefined,
  options: InstallOptions,
): Promise<InstalledVariant> {
  const variants = join(options.home, "variants");
  return withStagingFolder(variants, async (staging) => {
    const packages = await resolvePackages(request?.packages ?? [], {
      ...options,
      cwd: dirname(options.home),
      staging,
    });
    const manifest = manifestOf(packages, options);
    const folder = join(variants, folderName(manifest, packages));
    if (!(await isComplete(folder, manifest, packages))) {
      await install(manifest, packages, staging, options);
      await putInPlace(staging, folder, () => isComplete(folder, manifest, packages));
    }
    return describe(folder, packages, options);
  });
}

/** The package.json of a variant's folder. */
interface Manifest {
  readonly private: true;
  /** The worker's compiled modules lie below. */
  readonly type: "module";
  /** Exact versions, and tarballs beside the file. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
}

/**
 * Everything that reads go through, in the versions that the project has, and what was asked for; what the project hasn't
 * got is nobody's business.
 */
function manifestOf(packages: readonly ExactPackage[], { root, known }: InstallOptions): Manifest {
  const { packages: installed } = installedVariant("installed", root, known);
  // What another package brings along is left to one that was asked for, and held where it is for one that wasn't.
  const isLeft = (name: string) => packages.some((asked) => asked.name === known.bringerOf(name));
  const dependencies: Record<string, string> = Object.fromEntries(
    Object.entries(installed).filter(([name]) => !isLeft(name)),
  );
  for (const exact of packages) {
    dependencies[registryName(exact.name)] = exact.kind === "registry" ? exact.version : `file:${exact.file}`;
  }
  // What else than the worker depends on these too, in ranges of its own: there must be one version of each.
  const shared = new Set(
    Object.keys(installed).flatMap((name) => Object.keys(findPackage(name, root)?.dependencies ?? {})),
  );
  const overrides = Object.keys(dependencies).flatMap((name) => (shared.has(name) ? [[name, `$${name}`]] : []));
  return {
    private: true,
    type: "module",
    dependencies,
    overrides: Object.fromEntries(overrides) as Manifest["overrides"],
  };
}

/** `typeorm-1.1.1-pg-8.23.1-0123456789ab`: what was asked for, for people, and exact by its end. */
function folderName({ dependencies, overrides }: Manifest, packages: readonly ExactPackage[]): string {
  const contents = packages.flatMap((exact) => (exact.kind === "tarball" ? [exact.name, exact.integrity] : []));
  const { platform, arch } = process;
  const digest = createHash("sha256").update(
    JSON.stringify([Object.entries(dependencies).sort(), overrides, contents, platform, arch]),
  );
  const asked = packages.map(({ name, version }) => `${name.replace(/^@/, "").replaceAll("/", "-")}-${version}`);
  // Long names don't fit into every file system's paths.
  const readable = asked.length === 0 ? "installed" : asked.join("-").slice(0, 64);
  return `${readable}-${digest.digest("hex").slice(0, 12)}`;
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

/** Whether everything that the manifest names lies in `folder`. A folder is there only when npm was done with it. */
async function isComplete(
  folder: string,
  { dependencies }: Manifest,
  packages: readonly ExactPackage[],
): Promise<boolean> {
  for (const [name, spec] of Object.entries(dependencies)) {
    const tarball = packages.find((exact) => exact.kind === "tarball" && exact.name === name);
    if ((await versionIn(folder, name)) !== (tarball?.version ?? spec)) return false;
  }
  return true;
}

/** Moves an install to where it is looked for, unless another command was first with the same. */
async function putInPlace(staging: string, folder: string, isComplete: () => Promise<boolean>): Promise<void> {
  if (await isComplete()) return;
  // What is there in spite of that lost something since.
  await rm(folder, { recursive: true, force: true });
  try {
    await rename(staging, folder);
  } catch (error) {
    if (!(await isComplete())) throw error;
  }
}

async function install(
  manifest: Manifest,
  packages: readonly ExactPackage[],
  staging: string,
  { home, signal, onBusy, onNote }: InstallOptions,
): Promise<void> {
  const what = packages.length > 0 ? packages.map(({ text }) => text).join(", ") : "What the project has installed";
  onBusy(`Installing ${packages.length > 0 ? what : "what the project has installed"}`);
  await writeFile(join(staging, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const settings = join(staging, ".npmrc");
  // The project's registry counts here too. May hold a token: gone before the folder is kept.
  await copyFile(join(dirname(home), ".npmrc"), settings).catch(() => undefined);
  const flags = ["--no-audit", "--no-fund", "--no-package-lock", "--install-strategy=hoisted"];
  try {
    await askRegistry(["install", ...flags], { cwd: staging, signal }, (reason) =>
      onNote(`npm can't reach its registry (${reason}): ${what} comes from what npm fetched before.`),
    );
  } catch (error) {
    if (!(error instanceof NpmFailure)) throw error;
    const missing = /^No matching version found for ([^@\s]+)/.exec(error.reason)?.[1];
    const absent = packages.find((exact) => exact.kind === "registry" && registryName(exact.name) === missing);
    throw absent
      ? await noSuchVersion(absent.name, absent.version, absent.text, error, { cwd: dirname(home), signal })
      : explainNpmFailure(error, what, [[staging, "…"]]);
  } finally {
    await rm(settings, { force: true });
  }
}

async function describe(
  folder: string,
  packages: readonly ExactPackage[],
  { name, known, own, signal }: InstallOptions,
): Promise<InstalledVariant> {
  // Touched by no one else before it is found to start: a Node for another C library installs without complaint.
  const askedNode = packages.find((exact) => exact.name === "node");
  const node = askedNode && (await installedNode(folder, askedNode.text, signal));
  const found = installedVariant(name, folder, known, node?.version);
  return {
    variant: { ...found, packages: { ...found.packages, ...digestsOf(packages, found.packages) } },
    program: { node: node?.path ?? installedWorker.node, worker: await placeProgram(folder, own, known.ofFloors) },
  };
}

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
