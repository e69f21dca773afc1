/**
 * What a version brought along when it was published. Its ranges allow for newer releases of what it depends on, so
 * that two versions that are installed today have more in common than what their users ever had.
 */
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import semver from "semver";
import { z } from "zod";
import { writeWhole } from "../../whole-file.js";
import { askRegistry, runNpm, type NpmOptions } from "./npm.js";
import { NpmFailure } from "./npm-failure.js";
import type { PackageLock } from "../../project/locks/package-lock.js";
import type { ExactPackage } from "./resolve-versions.js";

/** What came along, or why that isn't known. */
export type BroughtAlong =
  | { readonly kind: "as-of"; readonly date: string; readonly doubt?: string | undefined; readonly lock: PackageLock }
  | { readonly kind: "newest"; readonly reason: string };

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/**
 * How long after a version what it needs may come out: packages that are published together come one after the other,
 * and registries that copy others get them when somebody asks.
 */
const graces = [hour, 7 * day, 90 * day];

/** What it takes to find out. */
export interface AsOfOptions extends NpmOptions {
  /** A folder of its own, with the project's `.npmrc`, in which npm may write a package.json and its lock file. */
  readonly staging: string;
  /** The project's `.ormeter`, where answers are kept: they don't change any more. */
  readonly home: string;
  readonly onBusy: (what: string) => void;
}

type Registry = ExactPackage & { readonly kind: "registry" };

/** Those whose moment is known: asked for by version. Where something of today is asked for too, today is the moment. */
function datedOf(packages: readonly ExactPackage[]): Registry[] {
  const ofNpm = packages.filter((exact) => exact.kind === "registry" && exact.name !== "node") as Registry[];
  return ofNpm.every(({ byVersion }) => byVersion) ? ofNpm : [];
}

/**
 * Finds what packages that were asked for by version brought along when the last of them was published.
 *
 * @returns undefined where none was asked for by version.
 * @throws the signal's reason; UsageError where there is no npm.
 */
export async function broughtAlong(
  packages: readonly ExactPackage[],
  options: AsOfOptions,
): Promise<BroughtAlong | undefined> {
  const dated = datedOf(packages);
  if (dated.length === 0) return undefined;
  const specs = dated.map(({ name, version }) => `${name}@${version}`).sort();
  const { platform, arch } = process;
  const digest = createHash("sha256")
    .update(JSON.stringify([specs, platform, arch]))
    .digest("hex");
  const file = join(options.home, "as-of", `${digest.slice(0, 16)}.json`);
  const kept = await readKept(file);
  if (kept) return kept;
  options.onBusy(`Looking up what ${specs.join(" and ")} brought along when published`);
  try {
    const found = await lookUp(dated, options);
    if (found.kind === "as-of") await writeWhole(file, JSON.stringify(found), { what: "What npm found out" });
    return found;
  } catch (error) {
    if (!(error instanceof NpmFailure)) throw error;
    return { kind: "newest", reason: `npm: ${error.reason}` };
  }
}

const answer = z.object({
  kind: z.literal("as-of"),
  date: z.string(),
  doubt: z.string().optional(),
  lock: z.custom<PackageLock>((value) => typeof value === "object" && value !== null),
});

async function readKept(file: string): Promise<BroughtAlong | undefined> {
  try {
    return answer.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    // Not there, or not whole: it can be found out again.
    return undefined;
  }
}

async function lookUp(dated: readonly Registry[], options: AsOfOptions): Promise<BroughtAlong> {
  const published: number[] = [];
  let doubt: string | undefined;
  let reach: readonly string[] = [];
  for (const { name, version } of dated) {
    const times = await timesOf(name, options, () => {
      reach = ["--offline"];
    });
    const time = Date.parse(times[version] ?? "");
    if (Number.isNaN(time))
      return { kind: "newest", reason: `the registry doesn't say when ${name}@${version} was published` };
    published.push(time);
    doubt ??= outOfOrder(name, version, times);
  }
  const moment = Math.max(...published);
  for (const grace of graces) {
    const date = new Date(moment + grace).toISOString();
    const lock = await lockAsOf(date, dated, reach, options);
    if (lock) return { kind: "as-of", date, doubt, lock };
  }
  return { kind: "newest", reason: "what it needs wasn't in the registry within 90 days" };
}

const timesByVersion = z.record(z.string(), z.string());

/** When each version was published, as far as the registry says. */
async function timesOf(
  name: string,
  options: NpmOptions,
  onOffline: () => void,
): Promise<Readonly<Record<string, string>>> {
  const text = await askRegistry(["view", name, "time"], options, onOffline);
  try {
    return timesByVersion.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/**
 * Why a registry's time isn't that of publication: some that copy another one say when a version came to them. A patch
 * is published before the next one of its line.
 */
export function outOfOrder(name: string, version: string, times: Readonly<Record<string, string>>): string | undefined {
  const line = `~${semver.major(version)}.${semver.minor(version)}.0`;
  const own = Date.parse(times[version] ?? "");
  const earlier = Object.entries(times)
    .filter(([other]) => semver.valid(other) !== null && semver.satisfies(other, line) && semver.gt(other, version))
    .find(([, time]) => Date.parse(time) < own);
  return (
    earlier && `the registry has ${name} ${earlier[0]} from before ${version}, so its dates aren't those of publication`
  );
}

/** npm's lock file for these packages alone, of what there was until `date`; undefined where something was missing. */
async function lockAsOf(
  date: string,
  dated: readonly Registry[],
  reach: readonly string[],
  { staging, signal }: AsOfOptions,
): Promise<PackageLock | undefined> {
  const [manifest, lock] = [join(staging, "package.json"), join(staging, "package-lock.json")];
  const dependencies = Object.fromEntries(dated.map(({ name, version }) => [name, version]));
  await writeFile(manifest, JSON.stringify({ private: true, dependencies }));
  // Whether packages fit each other is asked when they are installed. Forced, since optional peers may not have been there yet.
  const flags = ["--package-lock-only", "--force", "--no-audit", "--no-fund", "--install-strategy=hoisted"];
  try {
    await runNpm(["install", ...flags, ...reach, `--before=${date}`], { cwd: staging, signal });
    return withoutRegistry(JSON.parse(await readFile(lock, "utf8")) as PackageLock);
  } catch (error) {
    if (error instanceof NpmFailure && error.code === "ETARGET") return undefined;
    throw error;
  } finally {
    await rm(manifest, { force: true });
    await rm(lock, { force: true });
  }
}

/** Without where each lies in the registry, which may be another one next time. */
function withoutRegistry({ lockfileVersion, packages }: PackageLock): PackageLock {
  const text = JSON.stringify(packages, (key, value: unknown) => (key === "resolved" ? undefined : value));
  return { lockfileVersion, requires: true, packages: JSON.parse(text) as PackageLock["packages"] };
}
