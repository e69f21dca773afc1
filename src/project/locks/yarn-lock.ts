/** Yarn's `yarn.lock`, of version 1 and of later ones. */
import semver from "semver";
import { z } from "zod";
import { UsageError } from "../../errors.js";
import { isLocal, isRegistryTarball, type Found, type Lock, type LockedPackage } from "./lock.js";

const names = z.record(z.string(), z.string()).default({});

const entry = z.object({
  version: z.string().optional(),
  /** Version 1: its tarball, and the digest of that. */
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  /** Later ones: the package's own name and where it comes from. */
  resolution: z.string().optional(),
  conditions: z.string().optional(),
  dependencies: names,
  optionalDependencies: names,
  dependenciesMeta: z.record(z.string(), z.object({ optional: z.string().optional() })).default({}),
  peerDependencies: names,
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.string().optional() })).default({}),
});

type Entry = z.infer<typeof entry>;

const workspace = "@workspace:";

/** What version 1 of the format leaves to the packages themselves. */
export interface Unsaid {
  /** The project's dependencies as its package.json has them. */
  readonly ranges: () => Readonly<Record<string, string>>;
  /** The peers without which an installed package doesn't work. */
  readonly peersOf: (name: string) => readonly string[];
}

/**
 * Reads it.
 *
 * @param content all scalars are text.
 * @param file what it is called, for messages.
 * @param folder the project's folder below the file's; empty for that itself.
 * @param project what version 1 doesn't say.
 * @throws UsageError where it isn't whole.
 */
export function readYarnLock(content: unknown, file: string, folder: string, project: Unsaid): Lock {
  const all = Object.entries(z.record(z.string(), z.unknown()).parse(content));
  const parsed = z.record(z.string(), entry).safeParse(Object.fromEntries(all.filter(([key]) => key !== "__metadata")));
  if (!parsed.success) throw new UsageError(`${file} can't be read as a yarn.lock.`, { cause: parsed.error });
  // A key of later versions holds several descriptors.
  const entries = new Map(
    Object.entries(parsed.data).flatMap(([key, each]) => key.split(/,\s*/).map((one) => [one, each] as const)),
  );
  const own =
    entries.get([...entries.keys()].find((key) => key.endsWith(`${workspace}${folder === "" ? "." : folder}`)) ?? "") ??
    entries.get([...entries.keys()].find((key) => key.endsWith(`${workspace}.`)) ?? "");
  const directs = own?.dependencies ?? project.ranges();

  /** Another branch's package.json may have had another range: then it is the newest that the file has. */
  const nearest = (name: string): string | undefined =>
    [...entries]
      .filter(([key, { version }]) => key.startsWith(`${name}@`) && semver.valid(version) !== null)
      .sort(([, a], [, b]) => semver.rcompare(a.version ?? "", b.version ?? ""))[0]?.[0];

  const keyOf = (name: string, range: string): string | undefined =>
    [`${name}@${range}`, `${name}@npm:${range}`].find((key) => entries.has(key));

  const direct = (name: string): string | undefined => {
    const range = directs[name];
    return range === undefined ? undefined : (keyOf(name, range) ?? nearest(name));
  };

  const findsOf = (key: string, each: Entry): Map<string, Found> => {
    const finds = new Map<string, Found>();
    const add = (name: string, found: string | undefined, isOptional: boolean): void => {
      if (found !== undefined) finds.set(name, { key: found, isOptional });
      else if (!isOptional) throw new UsageError(`${file} lacks ${name}, which ${key} depends on: run yarn install.`);
    };
    for (const [name, range] of Object.entries(each.dependencies)) {
      add(name, keyOf(name, range), each.dependenciesMeta[name]?.optional === "true");
    }
    for (const [name, range] of Object.entries(each.optionalDependencies)) add(name, keyOf(name, range), true);
    const peers =
      each.resolution === undefined
        ? project.peersOf(split(key)[0])
        : Object.keys(each.peerDependencies).filter((name) => each.peerDependenciesMeta[name]?.optional !== "true");
    // Whoever has a package gives it its peers.
    for (const name of peers) add(name, direct(name), true);
    return finds;
  };

  return {
    direct,
    package: (key): LockedPackage => {
      const each = entries.get(key);
      const { version, resolved, integrity } = each ?? {};
      if (!each || version === undefined)
        throw new UsageError(`${file} lacks ${key}: it isn't whole; run yarn install.`);
      const [name, reference] = split(each.resolution ?? key);
      if (reference.startsWith("patch:")) {
        throw new UsageError(`${file}: ${name} is patched in the project, and can't be had from a registry.`);
      }
      if (isLocal(reference)) {
        throw new UsageError(`${file}: ${name} is a folder or a file of the project, and can't be had as it was then.`);
      }
      // `alias@npm:name@range` in version 1; later ones say the name in the resolution.
      const [aliased] = /^npm:(@?[^@]+)@/.exec(reference)?.slice(1) ?? [];
      const elsewhere =
        each.resolution === undefined
          ? resolved !== undefined && !isRegistryTarball(resolved)
            ? resolved
            : undefined
          : reference.startsWith("npm:")
            ? undefined
            : reference;
      return {
        name: aliased ?? name,
        version,
        ...(integrity !== undefined && { integrity }),
        ...(elsewhere !== undefined && { source: elsewhere }),
        ...platformOf(each),
        finds: findsOf(key, each),
      };
    },
  };
}

/** A descriptor at its first @ behind the name. */
function split(descriptor: string): [name: string, reference: string] {
  const at = descriptor.indexOf("@", 1);
  return at === -1 ? [descriptor, ""] : [descriptor.slice(0, at), descriptor.slice(at + 1)];
}

/** `os=linux & cpu=x64`. */
function platformOf({ conditions }: Entry): Pick<LockedPackage, "platform"> {
  const pairs = [...(conditions ?? "").matchAll(/\b(os|cpu|libc)=([\w-]+)/g)].map(
    ([, what = "", value = ""]) => [what, [value]] as const,
  );
  return pairs.length === 0 ? {} : { platform: Object.fromEntries(pairs) };
}
