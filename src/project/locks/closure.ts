/** What some packages of a lock file bring along, whole: compared with another's, and written for npm. Pure. */
import type { PackageLock, PackageLockEntry } from "./package-lock.js";
import type { Lock, LockedPackage } from "./lock.js";

/** Some packages that a project depends on, and all that these lead to. */
export interface Closure {
  /** Keys by the names that the project calls them. */
  readonly roots: ReadonlyMap<string, string>;
  readonly packages: ReadonlyMap<string, LockedPackage>;
}

/** Those of the packages that the project itself depends on, with all that they bring. */
export function closureOf(lock: Lock, names: readonly string[]): Closure {
  const roots = new Map(
    names.flatMap((name) => {
      const key = lock.direct(name);
      return key === undefined ? [] : [[name, key] as const];
    }),
  );
  const packages = new Map<string, LockedPackage>();
  const wanted = [...roots.values()];
  for (const key of wanted) {
    if (packages.has(key)) continue;
    const found = lock.package(key);
    packages.set(key, found);
    wanted.push(...[...found.finds.values()].map((each) => each.key));
  }
  return { roots, packages };
}

/** Exact versions by name; several of one name in their order. */
export function versionsIn({ packages }: Closure): ReadonlyMap<string, string> {
  const versions = new Map<string, Set<string>>();
  for (const { name, version, source } of packages.values()) {
    const exact = source === undefined ? version : `${version} (${source})`;
    versions.set(name, (versions.get(name) ?? new Set()).add(exact));
  }
  return new Map([...versions].map(([name, all]) => [name, [...all].sort().join(", ")]));
}

/** The names whose versions differ between two lock files, in order. */
export function differingNames(before: Closure, after: Closure): string[] {
  const [old, new_] = [versionsIn(before), versionsIn(after)];
  const names = new Set([...old.keys(), ...new_.keys()]);
  return [...names].filter((name) => old.get(name) !== new_.get(name)).sort();
}

/** Those of the roots of two lock files that lead to something else in one than in the other. */
export function differingRoots(before: Closure, after: Closure): string[] {
  const names = new Set([...before.roots.keys(), ...after.roots.keys()]);
  return [...names].filter((name) => described(before, name) !== described(after, name));
}

/** All that a root leads to, alike wherever it is written: keys differ from one package manager to the next. */
function described({ roots, packages }: Closure, name: string): string {
  const start = roots.get(name);
  if (start === undefined) return "";
  const lines = new Set<string>();
  const wanted = [start];
  const seen = new Set<string>();
  for (const key of wanted) {
    if (seen.has(key)) continue;
    seen.add(key);
    const each = packages.get(key);
    if (!each) continue;
    lines.add(exactly(each));
    for (const [found, { key: next }] of each.finds) {
      const target = packages.get(next);
      if (target) lines.add(`${exactly(each)} ${found} ${exactly(target)}`);
      wanted.push(next);
    }
  }
  return [...lines].sort().join("\n");
}

const exactly = ({ name, version, source = "" }: LockedPackage): string => `${name}@${version} ${source}`;

/** Exact, under the name by which it is found. */
const specOf = (found: string, { name, version }: LockedPackage): string =>
  found === name ? version : `npm:${name}@${version}`;

const placeIn = (folder: string, name: string): string =>
  folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;

/**
 * A lock file of npm's that holds just these packages: each as far up as Node lets everyone who finds it there find it,
 * and below who finds it where another version is in the way.
 */
export function packageLockOf({ roots, packages }: Closure): PackageLock {
  const get = (key: string): LockedPackage => {
    const found = packages.get(key);
    if (!found) throw new Error(`The closure lacks ${key}: make it again.`);
    return found;
  };
  const places = new Map<string, string>();
  const placed: { place: string; key: string }[] = [];
  const put = (place: string, key: string): void => {
    places.set(place, key);
    placed.push({ place, key });
  };
  for (const [name, key] of roots) put(placeIn("", name), key);
  for (const { place, key } of placed) {
    for (const [name, found] of get(key).finds) {
      const seen = foldersAbove(place)
        .map((folder) => placeIn(folder, name))
        .find((each) => places.has(each));
      if (seen !== undefined && places.get(seen) === found.key) continue;
      put(seen === undefined ? placeIn("", name) : placeIn(place, name), found.key);
    }
  }
  const needed = neededKeys(roots, get);
  const entries = placed.map(({ place, key }) => [place, entryOf(place, get(key), needed.has(key), get)] as const);
  const dependencies = Object.fromEntries([...roots].map(([name, key]) => [name, specOf(name, get(key))]));
  return {
    lockfileVersion: 3,
    requires: true,
    packages: Object.fromEntries([["", { dependencies }], ...entries.sort(([a], [b]) => (a < b ? -1 : 1))]),
  };
}

/** A place in `node_modules`, those that it is nested in, and the top. */
function foldersAbove(place: string): string[] {
  const cut = place.lastIndexOf("/node_modules/");
  return [place, ...(cut === -1 ? [""] : foldersAbove(place.slice(0, cut)))];
}

/** Those that are there whether optional ones can be had or not. */
function neededKeys(roots: Closure["roots"], get: (key: string) => LockedPackage): Set<string> {
  const needed = new Set(roots.values());
  for (const key of needed) {
    for (const found of get(key).finds.values()) if (!found.isOptional) needed.add(found.key);
  }
  return needed;
}

function entryOf(
  place: string,
  { name, version, integrity, source, platform, finds }: LockedPackage,
  isNeeded: boolean,
  get: (key: string) => LockedPackage,
): PackageLockEntry {
  const dependencies = (optional: boolean) =>
    Object.fromEntries(
      [...finds]
        .filter(([, { isOptional }]) => isOptional === optional)
        .map(([found, { key }]) => [found, specOf(found, get(key))]),
    );
  return {
    ...(!place.endsWith(`node_modules/${name}`) && { name }),
    version,
    ...(source !== undefined && { resolved: source }),
    ...(integrity !== undefined && { integrity }),
    dependencies: dependencies(false),
    optionalDependencies: dependencies(true),
    ...(!isNeeded && { optional: true as const }),
    ...platform,
  };
}
