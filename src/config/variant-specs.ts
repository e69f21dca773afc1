/** What `--from typeorm@0.3.27,pg@8.11.0` asks for. Only reads: nothing is looked up in a registry, nothing is fetched. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import leven from "leven";
import npa from "npm-package-arg";
import semver from "semver";
import { UsageError } from "../errors.js";
import type { Packages } from "../project/packages.js";
import type { PackageRule } from "../trial/client.js";
import { withoutCredentials } from "./server-url.js";

/** One package of a side. `text` is what the user wrote, without credentials: for messages. */
export type PackageRequest =
  | { readonly kind: "version"; readonly text: string; readonly name: string; readonly version: string }
  /** A range or a dist-tag: the registry knows what it is today. */
  | { readonly kind: "range"; readonly text: string; readonly name: string; readonly range: string }
  /**
   * A tarball, a folder, a git repository, or a URL. What isn't named is known once it is fetched; `spec` is what npm
   * fetches it by, and where that is a path it is absolute.
   */
  | { readonly kind: "source"; readonly text: string; readonly name: string | undefined; readonly spec: string };

/** What one side of a comparison shall have installed; the rest is as in the project. */
export interface VariantRequest {
  readonly kind: "packages";
  /** As given, without credentials. */
  readonly text: string;
  readonly packages: readonly PackageRequest[];
}

/**
 * Reads a comma-separated list of npm specs: versions, ranges, dist-tags, tarballs, folders, git repositories, URLs.
 *
 * @param cwd what paths are relative to.
 * @param known what may be asked for.
 * @throws UsageError naming the flag, for the first entry that won't do.
 */
export function parseVariant(flag: string, text: string, cwd: string, known: Packages): VariantRequest {
  const entries = text.split(",").map((entry) => entry.trim());
  if (entries.includes("")) {
    throw new UsageError(
      `${flag} must name packages, like typeorm@1.1.1 or typeorm@1.1.1,pg@8.11.0; received "${text}".`,
    );
  }
  const packages = entries.map((entry) => parsePackage(flag, entry, cwd, known));
  for (const [index, { name, text: second }] of packages.entries()) {
    const first = packages.slice(0, index).find((other) => name !== undefined && other.name === name);
    if (first && name !== undefined) throw givenTwice(name, first.text, second);
  }
  return { kind: "packages", text: withoutCredentials(text), packages };
}

/** A plus sign between packages of one variant, and none within a version or a URL. */
const joint = ({ names }: Packages): RegExp =>
  new RegExp(`\\+(?=(?:${names.map((name) => name.replaceAll(/[^\w/-]/g, "\\$&")).join("|")})@)`);

/**
 * Reads a comma-separated list of variants, `typeorm@0.3.20,0.3.27,typeorm@1.1.1+pg@8.11.0`: packages of one variant are
 * joined by plus signs, and a version alone is one of the package before.
 *
 * @throws UsageError naming the flag, for the first entry that won't do, or is there twice.
 */
export function parseVariants(flag: string, text: string, cwd: string, known: Packages): VariantRequest[] {
  let before: string | undefined;
  const variants = text.split(",").map((entry) => {
    const specs = entry.trim().split(joint(known));
    const named = specs.map((spec) =>
      before !== undefined && semver.validRange(spec) && spec !== "" ? `${before}@${spec}` : spec,
    );
    const variant = parseVariant(flag, named.join(","), cwd, known);
    before = variant.packages[0]?.name ?? before;
    return variant;
  });
  const twice = variants.find(({ text: name }, index) => variants.findIndex((other) => other.text === name) !== index);
  if (twice) throw new UsageError(`${flag} must name each variant once; received "${twice.text}" twice.`);
  return variants;
}

/** Two entries of one side are the same package. */
export const givenTwice = (name: string, first: string, second: string): UsageError =>
  new UsageError(`"${first}" and "${second}" are both ${name}: a side has one version of each package.`);

function parsePackage(flag: string, entry: string, cwd: string, known: Packages): PackageRequest {
  const text = withoutCredentials(entry);
  const spec = parseSpec(flag, entry, cwd);
  // A registry's package always has a name; a tarball or a folder says its own.
  if (spec.registry || spec.name) checkKnown(flag, spec.name ?? entry, known);
  const name = spec.name ?? undefined;
  switch (spec.type) {
    case "version": {
      const version = semver.parse(spec.fetchSpec, { loose: true })?.version;
      if (name === undefined || version === undefined) throw noSpec(flag, text);
      checkNotTooOld(known.oldest(name), name, version, text);
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
function checkKnown(flag: string, name: string, known: Packages): void {
  if (known.isKnown(name)) return;
  const { names } = known;
  const there = `There are ${names.join(", ")}.`;
  if (semver.validRange(name) !== null) {
    throw new UsageError(`${flag}: "${name}" says no package; did you mean ${String(names[0])}@${name}? ${there}`);
  }
  const guess = names
    .map((each) => ({ each, away: leven(name.toLowerCase(), each) }))
    .filter(({ away }) => away <= name.length / 2)
    .sort((a, b) => a.away - b.away)[0]?.each;
  const question = guess === undefined ? "." : `; did you mean ${guess}?`;
  throw new UsageError(`${flag}: no read goes through a package "${name}"${question} ${there}`);
}

/** Node's own packages hold a binary for each platform, which nobody has as a tarball. */
function sourceName(name: string | undefined, text: string): string | undefined {
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

/**
 * @param bound the oldest version that the reads can run on.
 * @throws UsageError where they can't run on this one.
 */
export function checkNotTooOld(bound: PackageRule["oldest"], name: string, version: string, text: string): void {
  if (!bound || semver.gte(version, bound.version)) return;
  const received = text.endsWith(`@${version}`) ? text : `${text}, which is ${version}`;
  throw new UsageError(`${name} must be ${bound.version} or newer: ${bound.why}; received ${received}.`);
}
