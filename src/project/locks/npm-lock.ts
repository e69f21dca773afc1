/** npm's `package-lock.json`, and `npm-shrinkwrap.json`: places in `node_modules`, and what lies there. */
import { z } from "zod";
import { UsageError } from "../../errors.js";
import { isRegistryTarball, type Found, type Lock, type LockedPackage } from "./lock.js";

const names = z.record(z.string(), z.string()).default({});

/** npm writes one libc, or a list. */
const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional();

const entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).default({}),
  os: list,
  cpu: list,
  libc: list,
});

const schema = z.object({ packages: z.record(z.string(), entry) });

type Entry = z.infer<typeof entry>;

const folder = "node_modules";

/**
 * Reads it.
 *
 * @param file what it is called, for messages.
 * @param importer the project's folder below the file's; empty for that itself.
 * @throws UsageError for one of npm 6 or older, and one that isn't whole.
 */
export function readNpmLock(content: unknown, file: string, importer: string): Lock {
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    throw new UsageError(
      `${file} isn't a lock file of npm 7 or newer (it has no "packages" that can be read): run npm install with one.`,
      { cause: parsed.error },
    );
  }
  const { packages } = parsed.data;
  const at = (path: string): Entry | undefined => (Object.hasOwn(packages, path) ? packages[path] : undefined);
  const from = at(importer) ? importer : "";

  /** The place that a name leads to from another one, by Node's rule: up, folder by folder. */
  const locate = (start: string, name: string): string | undefined => {
    const steps = start === "" ? [] : start.split("/");
    for (let length = steps.length; length >= 0; length--) {
      if (steps[length - 1] === folder) continue;
      const place = [...steps.slice(0, length), folder, name].join("/");
      if (at(place)) return place;
    }
    return undefined;
  };

  const findsOf = (place: string, each: Entry): Map<string, Found> => {
    const finds = new Map<string, Found>();
    const add = (name: string, isOptional: boolean): void => {
      const key = locate(place, name);
      if (key !== undefined) finds.set(name, { key, isOptional });
      else if (!isOptional) throw missing(file, `${name}, which ${nameAt(place)} depends on`);
    };
    for (const name of Object.keys(each.dependencies)) add(name, Object.hasOwn(each.optionalDependencies, name));
    for (const name of Object.keys(each.optionalDependencies)) add(name, true);
    // An optional peer that is there for something else's sake is none of its parts.
    for (const name of Object.keys(each.peerDependencies)) {
      if (each.peerDependenciesMeta[name]?.optional !== true) add(name, true);
    }
    return finds;
  };

  return {
    direct: (name) => {
      const own = at(from);
      const isDirect =
        own !== undefined &&
        [own.dependencies, own.devDependencies, own.optionalDependencies, own.peerDependencies].some((each) =>
          Object.hasOwn(each, name),
        );
      return isDirect ? locate(from, name) : undefined;
    },
    package: (place): LockedPackage => {
      const each = at(place);
      const name = each?.name ?? nameAt(place);
      if (!each) throw missing(file, name);
      if (each.link === true || each.resolved?.startsWith("file:")) {
        throw new UsageError(
          `${file}: ${name} is a folder or a file of the project (${each.resolved ?? "a link"}), and can't be had as it was then.`,
        );
      }
      if (each.version === undefined) throw missing(file, `the version of ${name}`);
      const { os, cpu, libc, resolved, integrity, version } = each;
      const platform = { ...(os && { os }), ...(cpu && { cpu }), ...(libc && { libc }) };
      return {
        name,
        version,
        ...(integrity !== undefined && { integrity }),
        ...(resolved !== undefined && !isRegistryTarball(resolved) && { source: resolved }),
        ...(Object.keys(platform).length > 0 && { platform }),
        finds: findsOf(place, each),
      };
    },
  };
}

const nameAt = (place: string): string => place.slice(place.lastIndexOf(`${folder}/`) + folder.length + 1);

const missing = (file: string, what: string): UsageError =>
  new UsageError(`${file} lacks ${what}: it isn't whole; run npm install.`);
