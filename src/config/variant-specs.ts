/** What `--from typeorm@0.3.27,pg@8.11.0` asks for. Only reads: nothing is looked up in a registry, nothing is fetched. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import leven from "leven";
import npa from "npm-package-arg";
import semver from "semver";
import { UsageError } from "../errors.js";
import { withoutCredentials } from "./server-url.js";

/** The packages that a side may have in a version of its own: all that a read goes through, and Node itself. */
export const knownPackages = [
  "typeorm",
  "pg",
  "pg-query-stream",
  "pg-cursor",
  "pg-copy-streams",
  "pg-protocol",
  "pg-pool",
  "node",
] as const;

export type KnownPackage = (typeof knownPackages)[number];

export const isKnownPackage = (name: string): name is KnownPackage =>
  (knownPackages as readonly string[]).includes(name);

/** One package of a side. `text` is what the user wrote, without credentials: for messages. */
export type PackageRequest =
  | { readonly kind: "version"; readonly text: string; readonly name: KnownPackage; readonly version: string }
  /** A range or a dist-tag: the registry knows what it is today. */
  | { readonly kind: "range"; readonly text: string; readonly name: KnownPackage; readonly range: string }
  /**
   * A tarball, a folder, a git repository, or a URL. What isn't named is known once it is fetched; `spec` is what npm
   * fetches it by, and where that is a path it is absolute.
   */
  | { readonly kind: "source"; readonly text: string; readonly name: KnownPackage | undefined; readonly spec: string };

/** What one side of a comparison shall have installed; the rest is as in the project. */
export interface VariantRequest {
  /** As given, without credentials. */
  readonly text: string;
  readonly packages: readonly PackageRequest[];
}

/**
 * Reads a comma-separated list of npm specs: versions, ranges, dist-tags, tarballs, folders, git repositories, URLs.
 *
 * @param cwd what paths are relative to.
 * @throws UsageError naming the flag, for the first entry that won't do.
 */
export function parseVariant(flag: string, text: string, cwd: string): VariantRequest {
  const entries = text.split(",").map((entry) => entry.trim());
  if (entries.includes("")) {
    throw new UsageError(
      `${flag} must name packages, like typeorm@1.1.1 or typeorm@1.1.1,pg@8.11.0; received "${text}".`,
    );
  }
  const packages = entries.map((entry) => parsePackage(flag, entry, cwd));
  for (const [index, { name, text: second }] of packages.entries()) {
    const first = packages.slice(0, index).find((other) => name !== undefined && other.name === name);
    if (first && name !== undefined) throw givenTwice(name, first.text, second);
  }
  return { text: withoutCredentials(text), packages };
}

/** A plus sign between packages of one variant, and none within a version or a URL. */
const joint = new RegExp(`\\+(?=(?:${knownPackages.join("|")})@)`);

/**
 * Reads a comma-separated list of variants, `typeorm@0.3.20,0.3.27,typeorm@1.1.1+pg@8.11.0`: packages of one variant are
 * joined by plus signs, and a version alone is one of the package before.
 *
 * @throws UsageError naming the flag, for the first entry that won't do, or is there twice.
 */
export function parseVariants(flag: string, text: string, cwd: string): VariantRequest[] {
  let before: KnownPackage | undefined;
  const variants = text.split(",").map((entry) => {
    const specs = entry.trim().split(joint);
    const named = specs.map((spec) =>
      before !== undefined && semver.validRange(spec) && spec !== "" ? `${before}@${spec}` : spec,
    );
    const variant = parseVariant(flag, named.join(","), cwd);
    before = variant.packages[0]?.name ?? before;
    return variant;
  });
  const twice = variants.find(({ text: name }, index) => variants.findIndex((other) => other.text === name) !== index);
  if (twice) throw new UsageError(`${flag} must name each variant once; received "${twice.text}" twice.`);
  return variants;
}

/** Two entries of one side are the same package. */
export const givenTwice = (name: KnownPackage, first: string, second: string): UsageError =>
  new UsageError(`"${first}" and "${second}" are both ${name}: a side has one version of each package.`);

function parsePackage(flag: string, entry: string, cwd: string): PackageRequest {
  const text = withoutCredentials(entry);
  const spec = parseSpec(flag, entry, cwd);
  // A registry's package always has a name; a tarball or a folder says its own.
  if (spec.registry || spec.name) checkKnown(flag, spec.name ?? entry);
  const name = (spec.name as KnownPackage | null | undefined) ?? undefined;
  switch (spec.type) {
    case "version": {
      const version = semver.parse(spec.fetchSpec, { loose: true })?.version;
      if (name === undefined || version === undefined) throw noSpec(flag, text);
      checkNotTooOld(name, version, text);
      return { kind: "version", text, name, version };
    }
    case "range":
    case "tag": {
      if (name === undefined || entry.endsWith("@")) throw noSpec(flag, text);
      // npm calls a name without anything behind it a range, and installs the newest release.
      const range = entry === name ? "latest" : (spec.fetchSpec ?? "");
      return { kind: "range", text, name, range };
    }
    case "file":
    case "directory":
      checkPath(flag, text, spec.type, spec.fetchSpec ?? "");
      return { kind: "source", text, name: sourceName(name, text), spec: spec.fetchSpec ?? "" };
    case "git":
    case "remote":
      return { kind: "source", text, name: sourceName(name, text), spec: spec.saveSpec ?? spec.rawSpec };
    case "alias":
      throw noSpec(flag, text, "one package under another's name would be compared as if it were that one");
  }
}

function parseSpec(flag: string, entry: string, cwd: string): npa.Result {
  try {
    return npa(entry, cwd);
  } catch (error) {
    throw noSpec(flag, withoutCredentials(entry), (error as Error).message, error);
  }
}

const noSpec = (flag: string, text: string, reason?: string, cause?: unknown): UsageError =>
  new UsageError(
    `${flag} must hold npm specs, like typeorm@1.1.1, typeorm@^1 or ./typeorm.tgz; received "${text}"` +
      `${reason === undefined ? "" : ` (${withoutCredentials(reason).replace(/\.$/, "")})`}.`,
    { cause },
  );

/** @throws UsageError where nothing of that name can differ between two sides. */
function checkKnown(flag: string, name: string): asserts name is KnownPackage {
  if (isKnownPackage(name)) return;
  const there = `There are ${knownPackages.join(", ")}.`;
  if (semver.validRange(name) !== null) {
    throw new UsageError(`${flag}: "${name}" says no package; did you mean typeorm@${name}? ${there}`);
  }
  const guess = knownPackages
    .map((known) => ({ known, away: leven(name.toLowerCase(), known) }))
    .filter(({ away }) => away <= name.length / 2)
    .sort((a, b) => a.away - b.away)[0]?.known;
  const question = guess === undefined ? "." : `; did you mean ${guess}?`;
  throw new UsageError(`${flag}: no read goes through a package "${name}"${question} ${there}`);
}

/** Node's own packages hold a binary for each platform, which nobody has as a tarball. */
function sourceName(name: KnownPackage | undefined, text: string): KnownPackage | undefined {
  if (name !== "node") return name;
  throw new UsageError(`"${text}": Node comes from the registry; name a version, like node@26.`);
}

function checkPath(flag: string, text: string, type: "file" | "directory", path: string): void {
  const [wanted, isThere] =
    type === "file"
      ? ["file", statSync(path, { throwIfNoEntry: false })?.isFile() === true]
      : ["folder with a package.json", existsSync(join(path, "package.json"))];
  if (!isThere) throw new UsageError(`${flag}: there is no ${wanted} at "${text}".`);
}

/** The oldest versions that the reads can run on. */
const oldest: Partial<Record<KnownPackage, { readonly version: string; readonly why: string }>> = {
  typeorm: { version: "0.3.0", why: "the reads use DataSource, which came with it" },
  pg: { version: "8.0.3", why: "older ones never finish connecting on Node 14 and later" },
  node: { version: "20.19.0", why: "it is the oldest that ormeter runs on" },
};

/** @throws UsageError where the reads can't run on that version. */
export function checkNotTooOld(name: KnownPackage, version: string, text: string): void {
  const bound = oldest[name];
  if (!bound || semver.gte(version, bound.version)) return;
  const received = text.endsWith(`@${version}`) ? text : `${text}, which is ${version}`;
  throw new UsageError(`${name} must be ${bound.version} or newer: ${bound.why}; received ${received}.`);
}
