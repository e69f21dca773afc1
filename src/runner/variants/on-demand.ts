/**
 * ORMs that are no dependency of ormeter's: their folder of `bench/` has a package.json and a lock of its own, and the first
 * use installs what these say.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { copyFile, stat } from "node:fs/promises";
import { join } from "node:path";
import semver from "semver";
import { packageRoot } from "../../config/project.js";
import { UsageError } from "../../errors.js";
import { generateCode, generateScript, type Generating } from "./generate.js";
import { askRegistry } from "./npm.js";
import { explainNpmFailure, NpmFailure } from "./npm-failure.js";
import { withProjectSettings } from "./project-settings.js";
import { putInPlace, withStagingFolder } from "./staging.js";

/** What the package.json of such a folder says. */
export interface OnDemand {
  readonly folder: string;
  /** Where it lies, with its lock: below `bench/`. */
  readonly path: string;
  /** Exact versions by package name. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Which of these all others must use, too: npm's `overrides`. */
  readonly overrides: Readonly<Record<string, string>>;
  /** What its code is generated with, where some is. */
  readonly generating?: Generating;
  /** Why it can't be read on this Node: the rest of a sentence. */
  readonly unfit?: string;
}

/** Where and how it is installed. */
export interface OnDemandOptions {
  /** The project's `.ormeter`. */
  readonly home: string;
  readonly signal: AbortSignal;
  readonly onBusy: (what: string) => void;
  readonly onNote: (sentence: string) => void;
}

const manifestName = "package.json";
const lockName = "package-lock.json";

/** Subfolder with another package.json and lock: what is installed in place of the folder's own where its `engines` fit. */
const newerNode = "newer-node";

const fileIn = (path: string, name: string): string => join(packageRoot(), "bench", path, name);

/** What is read of a package.json. */
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
  readonly engines?: { readonly node?: string };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
}

/**
 * What a folder of `bench/` installs for itself; undefined for one whose packages are ormeter's own.
 *
 * @param nodes versions of Node that it is read with: it must run on all of them.
 */
export function onDemand(folder: string, nodes: readonly string[] = [process.version]): OnDemand | undefined {
  const sets = [join(folder, newerNode), folder]
    .filter((path) => existsSync(fileIn(path, manifestName)))
    .map((path) => ({ path, manifest: JSON.parse(readFileSync(fileIn(path, manifestName), "utf8")) as Manifest }))
    .map((set) => ({ ...set, tooOld: nodes.find((node) => !fits(node, set.manifest)) }));
  const { path, manifest, tooOld } = sets.find((set) => set.tooOld === undefined) ?? sets.at(-1) ?? {};
  if (path === undefined || manifest === undefined) return undefined;
  const { dependencies = {}, overrides = {}, engines, scripts = {}, files = [] } = manifest;
  const texts = [manifestName, ...files].map((name) => [name, readFileSync(fileIn(path, name), "utf8")]);
  return {
    ...{ folder, path },
    dependencies,
    overrides,
    ...(generateScript in scripts && {
      generating: { folder, files: Object.fromEntries(texts) as Generating["files"] },
    }),
    ...(tooOld !== undefined && { unfit: `it needs Node ${engines?.node ?? ""}, and this is ${tooOld}` }),
  };
}

const fits = (node: string, { engines }: Manifest): boolean =>
  engines?.node === undefined || semver.satisfies(node, engines.node);

/**
 * Installs a folder's packages, as its lock has them, or finds them installed: then no network is needed.
 *
 * @returns the folder that holds them.
 * @throws UsageError with npm's reason, where they can't be installed; the signal's reason.
 */
export function installOnDemand(
  { folder, path, generating }: OnDemand,
  { home, signal, onBusy, onNote }: OnDemandOptions,
): Promise<string> {
  const digest = createHash("sha256").update(`${process.platform} ${process.arch}`);
  for (const name of [manifestName, lockName]) digest.update(readFileSync(fileIn(path, name)));
  if (generating) digest.update(JSON.stringify(generating));
  const variants = join(home, "variants");
  const target = join(variants, `${folder}-${digest.digest("hex").slice(0, 12)}`);
  return withStagingFolder(variants, async (staging) => {
    if (await isThere(target)) return target;
    onBusy(`Installing the packages of ${folder}`);
    for (const name of [manifestName, lockName]) await copyFile(fileIn(path, name), join(staging, name));
    try {
      await withProjectSettings(staging, home, () =>
        askRegistry(["ci", "--omit=dev", "--no-audit", "--no-fund"], { cwd: staging, signal }, (reason) =>
          onNote(`npm can't reach its registry (${reason}): ${folder} comes from what npm fetched before.`),
        ),
      );
    } catch (error) {
      if (!(error instanceof NpmFailure)) throw error;
      throw error.code === "EUSAGE"
        ? new UsageError(
            `bench/${path}: package.json and package-lock.json don't say the same (npm: ${error.reason}); ` +
              `run npm install in bench/${path}.`,
            { cause: error },
          )
        : explainNpmFailure(error, `What bench/${folder} reads with`, [[staging, "…"]]);
    }
    if (generating) await generateCode(generating, staging, signal);
    await putInPlace(staging, target, () => isThere(target));
    return target;
  });
}

/** A folder is there only when all was done with it. */
const isThere = (folder: string): Promise<boolean> =>
  stat(join(folder, "node_modules")).then(
    () => true,
    () => false,
  );
