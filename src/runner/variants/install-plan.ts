/** What one side's folder shall hold, exactly, before npm makes it so. */
import { createHash } from "node:crypto";
import { packageLockOf, versionsIn, type Closure } from "../../project/locks/closure.js";
import type { PackageLock } from "../../project/locks/package-lock.js";
import type { Packages } from "../../project/packages.js";
import type { Brought } from "../../results/comparison.js";
import { findBrought, installedVariant } from "../../results/environment.js";
import type { BroughtAlong } from "./as-of.js";
import type { Generating } from "./generate.js";
import type { OnDemand } from "./on-demand.js";
import { registryName, type ExactPackage } from "./resolve-versions.js";

/** The package.json of a variant's folder. */
export interface Manifest {
  readonly private: true;
  /** The worker's compiled modules lie below. */
  readonly type: "module";
  /** Exact versions, and tarballs beside the file. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
}

/** What is installed, and how it is called. */
export interface InstallPlan {
  readonly manifest: Manifest;
  /** What npm keeps to; what isn't in it is the newest of today. */
  readonly lock?: PackageLock;
  /** Whether all is in the lock. */
  readonly isWhole: boolean;
  /** What was asked for by name. */
  readonly packages: readonly ExactPackage[];
  /** For messages: the subject of a sentence. */
  readonly what: string;
  /** For people who look into the folder of variants. */
  readonly label: string;
  readonly brought?: Brought;
  /** What code is generated with when all is installed. */
  readonly generating: readonly Generating[];
  /** Versions to record beside those that are known to be read through. */
  readonly also?: Readonly<Record<string, string>>;
}

/** What of a project is installed beside what was asked for. */
export interface PlanOptions {
  /** The folder that has installed it. */
  readonly root: string;
  /** What reads go through. */
  readonly known: Packages;
  /** What is read with besides and the project hasn't installed. */
  readonly demanded?: readonly OnDemand[];
}

/**
 * Everything that reads go through, in the versions that the project has, and what was asked for; what the project hasn't
 * got is nobody's business.
 *
 * @param along what those that were asked for brought along; undefined: npm chooses.
 */
export function planPackages(
  packages: readonly ExactPackage[],
  along: BroughtAlong | undefined,
  { root, known, demanded = [] }: PlanOptions,
): InstallPlan {
  const { packages: installed } = installedVariant("installed", root, known);
  const asked = packages.map(({ name }) => name);
  // What another package brings along is left to one that was asked for, and held where it is for one that wasn't.
  const dependencies: Record<string, string> = Object.fromEntries(
    Object.entries({ ...merged(demanded, "dependencies"), ...installed }).filter(
      ([name]) => !known.isBroughtBy(name, asked),
    ),
  );
  for (const exact of packages) {
    dependencies[registryName(exact.name)] = exact.kind === "registry" ? exact.version : `file:${exact.file}`;
  }
  // What else than the worker depends on these too, in ranges of its own: there must be one version of each.
  const shared = new Set(
    Object.keys(installed).flatMap((name) => Object.keys(findBrought(name, root, known)?.dependencies ?? {})),
  );
  const overrides = Object.keys(dependencies).flatMap((name) =>
    shared.has(name) ? [[name, `$${name}`] as const] : [],
  );
  const names = packages.map(({ name, version }) => `${name.replace(/^@/, "").replaceAll("/", "-")}-${version}`);
  return {
    manifest: {
      private: true,
      type: "module",
      dependencies,
      overrides: { ...merged(demanded, "overrides"), ...Object.fromEntries(overrides) },
    },
    generating: generatingOf(demanded),
    ...(along?.kind === "as-of" && { lock: along.lock }),
    isWhole: false,
    packages,
    what: packages.length > 0 ? packages.map(({ text }) => text).join(", ") : "What the project has installed",
    // Long names don't fit into every file system's paths.
    label: names.length === 0 ? "installed" : names.join("-").slice(0, 64),
    ...(along && { brought: broughtOf(along) }),
  };
}

/** What the package.json of each of them says of packages, in one. */
const merged = (demanded: readonly OnDemand[], what: "dependencies" | "overrides"): Record<string, string> =>
  Object.fromEntries(demanded.flatMap((each) => Object.entries(each[what])));

const generatingOf = (demanded: readonly OnDemand[]): Generating[] =>
  demanded.flatMap(({ generating }) => generating ?? []);

function broughtOf(along: BroughtAlong): Brought {
  if (along.kind === "newest") return along;
  const { kind, date, doubt } = along;
  return { kind, date, ...(doubt !== undefined && { doubt }) };
}

/**
 * What a lock file has of everything that reads go through, and nothing else.
 *
 * @param also names whose versions are recorded though nothing is known of them.
 * @param demanded what is read with and may need code that fits.
 */
export function planLock(
  text: string,
  closure: Closure,
  also: readonly string[],
  demanded: readonly OnDemand[] = [],
): InstallPlan {
  const lock = packageLockOf(closure);
  const versions = versionsIn(closure);
  return {
    manifest: { private: true, type: "module", dependencies: lock.packages[""]?.dependencies ?? {}, overrides: {} },
    lock,
    isWhole: true,
    packages: [],
    what: `What ${text} has`,
    label: "lock",
    brought: { kind: "lock" },
    generating: generatingOf(demanded),
    also: Object.fromEntries(also.map((name) => [name, versions.get(name) ?? "none"])),
  };
}

/** `pg-8.11.0-0123456789ab`: what was asked for, for people, and exact by its end. */
export function folderName({ manifest, lock, packages, generating, label }: InstallPlan): string {
  const { dependencies, overrides } = manifest;
  const contents = packages.flatMap((exact) => (exact.kind === "tarball" ? [exact.name, exact.integrity] : []));
  const { platform, arch } = process;
  const packed = [Object.entries(dependencies).sort(), overrides, contents, platform, arch];
  const whole = [...packed, ...(lock ? [lock] : []), ...generating];
  const digest = createHash("sha256").update(JSON.stringify(whole)).digest("hex");
  return `${label}-${digest.slice(0, 12)}`;
}

/** The versions that lie in `node_modules` itself when it is done, by the names of their folders. */
export function expectedVersions({
  manifest,
  lock,
  isWhole,
  packages,
}: InstallPlan): [name: string, version: string][] {
  return Object.entries(manifest.dependencies).map(([name, spec]) => {
    const tarball = packages.find((exact) => exact.kind === "tarball" && exact.name === name);
    const locked = isWhole ? lock?.packages[`node_modules/${name}`]?.version : undefined;
    return [name, tarball?.version ?? locked ?? spec];
  });
}
