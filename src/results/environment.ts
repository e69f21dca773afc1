/** The machine a run is made on, and the versions it runs with. */
import { readFileSync, realpathSync } from "node:fs";
import os from "node:os";
import { basename, dirname, join } from "node:path";
import { inheritedVariables } from "./inherited-variables.js";
import type { Environment, Variant } from "./schema.js";

/** The distribution's own name for itself, where it has one. */
function operatingSystem(): string {
  try {
    const name = /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
    return name ?? os.type();
  } catch {
    return `${os.type()} ${os.release()}`;
  }
}

/**
 * Everything about this machine that says whether two results may be compared, but for the database server.
 *
 * @param env what processes inherit from this one.
 */
export function machine(env: Readonly<Record<string, string | undefined>>): Omit<Environment, "server"> {
  const cpus = os.cpus();
  // Undefined or absurdly large where no cgroup limits the process.
  const limit = process.constrainedMemory();
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  return {
    os: operatingSystem(),
    kernel: os.release(),
    arch: process.arch,
    cpu: cpus[0]?.model.trim() ?? "unknown",
    cores: os.availableParallelism(),
    memory: os.totalmem(),
    ...(limit > 0 && limit < os.totalmem() && { memoryLimit: limit }),
    loadAverage: os.loadavg()[0] ?? 0,
    timeZone,
    locale,
    variables: inheritedVariables(env),
  };
}

/** An installed package, and what it says of itself as far as it matters here. */
export interface FoundPackage {
  /** Its folder, symbolic links resolved: from there its own dependencies are found. */
  readonly path: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A package as a program in `from` would load it; undefined where it would find none. */
export function findPackage(name: string, from: string): FoundPackage | undefined {
  // Not by require.resolve.paths: that has the folders of NODE_PATH too, which pnpm's programs are started with, and where
  // no ES module is looked for.
  for (let folder = from, below = ""; folder !== below; below = folder, folder = dirname(folder)) {
    if (basename(folder) === "node_modules") continue;
    try {
      const path = join(folder, "node_modules", name);
      const { version, dependencies } = JSON.parse(
        readFileSync(join(path, "package.json"), "utf8"),
      ) as Partial<FoundPackage>;
      if (version !== undefined) return { path: realpathSync(path), version, ...(dependencies && { dependencies }) };
    } catch {
      // Not in this folder: the next one up may have it.
    }
  }
  return undefined;
}

/** Packages whose versions change what a read costs, and which of them another one brings along. */
export interface MeasuredPackages {
  readonly measured: readonly string[];
  /** Left out: the project has all of them itself. */
  readonly bringerOf?: (name: string) => string | undefined;
}

/**
 * What is installed at `root`: exact versions of those of the packages that are there.
 *
 * @param node the version of the Node that runs there (`v20.19.0`); this process's unless given.
 */
export function installedVariant(
  name: string,
  root: string,
  known: MeasuredPackages,
  node: string = process.version,
): Variant {
  const found = known.measured.flatMap((wanted) => {
    const version = findBrought(wanted, root, known)?.version;
    return version === undefined ? [] : [[wanted, version] as const];
  });
  return { name, node, packages: Object.fromEntries(found) };
}

/**
 * A package as reads go through it: what another one brings along lies where that one finds it, which may be another
 * version than the project has itself.
 */
export function findBrought(
  name: string,
  root: string,
  known: Pick<MeasuredPackages, "bringerOf">,
): FoundPackage | undefined {
  const bringer = known.bringerOf?.(name);
  const by = bringer === undefined || bringer === name ? undefined : findBrought(bringer, root, known);
  return (by && findPackage(name, by.path)) ?? findPackage(name, root);
}

/** ormeter's own version. */
export function ormeterVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return version;
}
