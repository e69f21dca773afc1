/** pnpm's `pnpm-lock.yaml`, of pnpm 8 (version 6 of the format) and newer (version 9). */
import { z } from "zod";
import { UsageError } from "../../errors.js";
import { isLocal, type Found, type Lock, type LockedPackage } from "./lock.js";

const names = z.record(z.string(), z.string()).default({});
const direct = z
  .record(z.string(), z.union([z.string(), z.object({ version: z.string() }).transform(({ version }) => version)]))
  .default({});

const importer = z.object({ dependencies: direct, devDependencies: direct, optionalDependencies: direct });

const entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  resolution: z.object({ integrity: z.string().optional(), tarball: z.string().optional() }).default({}),
  dependencies: names,
  optionalDependencies: names,
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.string().optional() })).default({}),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
  libc: z.array(z.string()).optional(),
});

const snapshot = z.object({ dependencies: names, optionalDependencies: names });

const schema = importer.extend({
  lockfileVersion: z.string(),
  importers: z.record(z.string(), importer).optional(),
  packages: z.record(z.string(), entry).default({}),
  /** From version 9 on: what each finds, once for each set of peers. */
  snapshots: z.record(z.string(), snapshot).optional(),
});

/** The oldest version of the format that is understood. */
const oldest = 6;

/**
 * Reads it.
 *
 * @param content all scalars are text.
 * @param file what it is called, for messages.
 * @param folder the project's folder below the file's; empty for that itself.
 * @throws UsageError for one of pnpm 7 or older, and one that isn't whole.
 */
export function readPnpmLock(content: unknown, file: string, folder: string): Lock {
  const parsed = schema.safeParse(content);
  if (!parsed.success || !(Number.parseFloat(parsed.data.lockfileVersion) >= oldest)) {
    throw new UsageError(`${file} isn't a lock file of pnpm 8 or newer: run pnpm install with one.`, {
      cause: parsed.error,
    });
  }
  const { importers, packages, snapshots, ...whole } = parsed.data;
  const own = importers?.[folder === "" ? "." : folder] ?? importers?.["."] ?? whole;
  const directs = { ...own.optionalDependencies, ...own.devDependencies, ...own.dependencies };
  const has = (key: string): boolean => Object.hasOwn(snapshots ?? packages, key);

  /** What `name` leads to: a version, another package in a version, or a URL. */
  const keyOf = (name: string, reference: string): string =>
    [`${name}@${reference}`, `/${name}@${reference}`, reference].find(has) ?? reference;

  const findsOf = (
    entries: Readonly<Record<string, string>>,
    isOptional: boolean,
    passedOver: (name: string) => boolean,
  ): [string, Found][] =>
    Object.entries(entries)
      .filter(([name]) => !passedOver(name))
      .map(([name, reference]) => [name, { key: keyOf(name, reference), isOptional }]);

  return {
    direct: (name) => {
      const reference = directs[name];
      return reference === undefined ? undefined : keyOf(name, reference);
    },
    package: (key): LockedPackage => {
      // From format 9 on with the package's name before it.
      if (isLocal(bare(key)))
        throw new UsageError(`${file}: "${key}" is a folder of the project, and can't be had as it was then.`);
      if (key.includes("patch_hash=")) {
        throw new UsageError(`${file}: ${bare(key)} is patched in the project, and can't be had from a registry.`);
      }
      const each = packages[key] ?? packages[bare(key)];
      if (!each || !has(key)) throw new UsageError(`${file} lacks ${key}: it isn't whole; run pnpm install.`);
      const [name, version] = nameAndVersion(key, each);
      const { dependencies, optionalDependencies } = snapshots?.[key] ?? each;
      // An optional peer that is there for something else's sake is none of its parts.
      const isOptionalPeer = (peer: string) => each.peerDependenciesMeta[peer]?.optional === "true";
      const { integrity, tarball } = each.resolution;
      const { os, cpu, libc } = each;
      const platform = { ...(os && { os }), ...(cpu && { cpu }), ...(libc && { libc }) };
      return {
        name,
        version,
        ...(integrity !== undefined && { integrity }),
        // pnpm writes a registry's tarball only where it isn't where one would look.
        ...(tarball !== undefined && { source: tarball }),
        ...(Object.keys(platform).length > 0 && { platform }),
        finds: new Map([
          ...findsOf(optionalDependencies, true, isOptionalPeer),
          ...findsOf(dependencies, false, isOptionalPeer),
        ]),
      };
    },
  };
}

/** Without the peers that a package was installed with. */
const bare = (key: string): string => key.replace(/\(.*$/s, "");

/** `/@scope/name@1.2.3(peer@4)` without slash and peers, at its last @; URLs have both as fields. */
function nameAndVersion(key: string, { name, version }: z.infer<typeof entry>): [name: string, version: string] {
  const text = bare(key).replace(/^\//, "");
  const at = text.indexOf("@", 1);
  return [name ?? text.slice(0, at), version ?? text.slice(at + 1)];
}
