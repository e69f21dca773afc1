/** From what was asked for to what exactly that is: versions by asking the registry, everything else by fetching it. */
import semver from "semver";
import { z } from "zod";
import { checkNotTooOld, givenTwice, type PackageRequest } from "../../config/variant-specs.js";
import { UsageError } from "../../errors.js";
import type { Packages } from "../../project/packages.js";
import { nodePackage } from "./node-binary.js";
import { askRegistry, runNpm, type NpmOptions } from "./npm.js";
import { explainNpmFailure, NpmFailure } from "./npm-failure.js";

/** A package of which there is only one. */
export type ExactPackage =
  | {
      readonly kind: "registry";
      readonly name: string;
      readonly version: string;
      readonly text: string;
      /** Whether just this version was asked for, and not what a range or a tag means today. */
      readonly byVersion: boolean;
    }
  | {
      readonly kind: "tarball";
      readonly name: string;
      readonly version: string;
      readonly text: string;
      /** The file's name in the folder that it was packed into. */
      readonly file: string;
      /** Digest of the tarball, as npm writes it: `sha512-…`. */
      readonly integrity: string;
    };

/** What resolving needs of its surroundings. */
export interface ResolveOptions extends NpmOptions {
  /** Where tarballs are put. */
  readonly staging: string;
  /** What may be resolved. */
  readonly known: Packages;
  readonly onBusy: (what: string) => void;
  readonly onNote: (sentence: string) => void;
}

/** What a package is called where it comes from: Node's binaries are packages of their own, one a platform. */
export const registryName = (name: string): string => (name === "node" ? nodePackage() : name);

/**
 * Says exactly what each request is, and what comes out with it.
 *
 * @throws UsageError where npm doesn't find one, where it isn't what it should be, or is too old to read with.
 */
export async function resolvePackages(
  requests: readonly PackageRequest[],
  options: ResolveOptions,
): Promise<ExactPackage[]> {
  const packages: ExactPackage[] = [];
  for (const request of requests) {
    const exact = await resolvePackage(request, options);
    // Only now where a tarball didn't say its name before.
    const twin = packages.find(({ name }) => name === exact.name);
    if (twin) throw givenTwice(exact.name, twin.text, exact.text);
    checkNotTooOld(options.known.oldest(exact.name), exact.name, exact.version, exact.text);
    packages.push(exact);
  }
  for (const exact of releasedWith(packages, options.known)) {
    checkNotTooOld(options.known.oldest(exact.name), exact.name, exact.version, exact.text);
    packages.push(exact);
  }
  return packages;
}

/** What comes out in the same versions as what was asked for, without being asked for itself. */
function releasedWith(asked: readonly ExactPackage[], known: Packages): ExactPackage[] {
  const names = new Set(asked.flatMap(({ name }) => known.releasedWith(name)));
  return [...names].flatMap((name) => {
    if (asked.some((each) => each.name === name)) return [];
    const [first] = known.releasedWith(name).flatMap((other) => asked.filter((each) => each.name === other));
    // What a tarball is of, the registry may not have.
    return first?.kind === "registry" ? [{ ...first, name, text: `${name}@${first.version}` }] : [];
  });
}

async function resolvePackage(request: PackageRequest, options: ResolveOptions): Promise<ExactPackage> {
  switch (request.kind) {
    case "version":
      return { kind: "registry", name: request.name, version: request.version, text: request.text, byVersion: true };
    case "range":
      return resolveRange(request, options);
    case "source":
      return packSource(request, options);
  }
}

const versions = z.union([z.string().transform((version) => [version]), z.array(z.string())]);

async function resolveRange(
  { name, range, text }: PackageRequest & { kind: "range" },
  options: ResolveOptions,
): Promise<ExactPackage> {
  options.onBusy(`Looking up ${text}`);
  try {
    const answer = await askRegistry(["view", `${registryName(name)}@${range}`, "version"], options, (reason) =>
      options.onNote(`npm can't reach its registry (${reason}): ${text} is the newest that it knew of before.`),
    );
    const [version] = semver.rsort(versions.parse(JSON.parse(answer || "[]")));
    if (version === undefined) throw new NpmFailure("ETARGET", `No match found for version ${range}`);
    return { kind: "registry", name, version, text, byVersion: false };
  } catch (error) {
    if (!(error instanceof NpmFailure)) throw error;
    throw isMissing(error) ? await noSuchVersion(name, range, text, error, options) : explainNpmFailure(error, text);
  }
}

const isMissing = ({ code }: NpmFailure): boolean => code === "E404" || code === "ETARGET";

/** No version of a package is what was asked for; says which ones are near, if npm can tell. */
export async function noSuchVersion(
  name: string,
  wanted: string,
  text: string,
  cause: NpmFailure,
  options: NpmOptions,
): Promise<UsageError> {
  let there: string[] = [];
  try {
    const answer = await askRegistry(["view", registryName(name), "versions"], options, () => undefined);
    there = versions.parse(JSON.parse(answer));
  } catch (error) {
    // The first failure is what counts; this one would only have been a hint.
    if (!(error instanceof NpmFailure)) throw error;
  }
  const hint = nearestVersions(wanted, there);
  return new UsageError(`There is no ${text} (npm: ${cause.reason})${hint === undefined ? "." : `; ${hint}.`}`, {
    cause,
  });
}

/** In words, which of some versions are near to one that isn't there; undefined where there are none. */
export function nearestVersions(wanted: string, there: readonly string[]): string | undefined {
  const releases = semver.rsort(there.filter((version) => semver.prerelease(version) === null));
  const [newest] = releases;
  if (newest === undefined) return undefined;
  const like = semver.coerce(wanted);
  const near =
    like &&
    (releases.find((version) => semver.satisfies(version, `~${String(like.major)}.${String(like.minor)}`)) ??
      releases.find((version) => semver.major(version) === like.major));
  return !near || near === newest ? `the newest is ${newest}` : `the nearest is ${near}, the newest ${newest}`;
}

/** npm 12 gives an object by name where others give a list; either holds what was packed, and that is one. */
const packed = z
  .record(z.string(), z.object({ name: z.string(), version: z.string(), filename: z.string(), integrity: z.string() }))
  .transform((byName) => Object.values(byName));

async function packSource(
  { name, spec, text }: PackageRequest & { kind: "source" },
  options: ResolveOptions,
): Promise<ExactPackage> {
  options.onBusy(`Packing ${text}`);
  let answer: string;
  try {
    answer = await runNpm(["pack", `--pack-destination=${options.staging}`, "--", spec], options);
  } catch (error) {
    throw error instanceof NpmFailure ? explainNpmFailure(error, text, [[spec, text]]) : error;
  }
  const [tarball] = packed.parse({ ...(JSON.parse(answer) as object) });
  if (!tarball) throw new UsageError(`${text} is no package that npm can pack.`);
  const { name: found, version, filename: file, integrity } = tarball;
  if (!options.known.isKnown(found) || found === "node") {
    throw new UsageError(`${text} is the package "${found}", and not one of ${options.known.names.join(", ")}.`);
  }
  if (name !== undefined && name !== found) throw new UsageError(`${text} is the package ${found}, and not ${name}.`);
  return { kind: "tarball", name: found, version, text, file, integrity };
}
