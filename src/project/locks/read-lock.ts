/** Reads a lock file, from the disk or out of a commit, whichever package manager wrote it. */
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import parsers from "@yarnpkg/parsers";
import { execa } from "execa";
import { UsageError } from "../../errors.js";
import { findPackage } from "../../results/environment.js";
import type { Lock } from "./lock.js";
import { readNpmLock } from "./npm-lock.js";
import { readPnpmLock } from "./pnpm-lock.js";
import { readYarnLock, type Unsaid } from "./yarn-lock.js";

/** By these a project's own is found. */
const lockNames = ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock"];

/**
 * Reads a lock file.
 *
 * @param flag its name, for messages.
 * @param text a path, or `<commit>:<path>` as git has it.
 * @param around where the path, or git, starts; and the folder whose dependencies are meant, of all that the file is for.
 * @throws UsageError where there is none, or it is none that can be read.
 */
export async function readLock(
  flag: string,
  text: string,
  { cwd, project }: { readonly cwd: string; readonly project: string },
): Promise<Lock> {
  return parseLock(await contentOf(flag, text, cwd), text, project);
}

async function contentOf(flag: string, text: string, cwd: string): Promise<string> {
  const path = resolve(cwd, text);
  if (existsSync(path)) {
    try {
      return await readFile(path, "utf8");
    } catch (cause) {
      throw new UsageError(`${flag}: ${text} can't be read (${(cause as NodeJS.ErrnoException).code ?? "unknown"}).`, {
        cause,
      });
    }
  }
  const [, commit, file] = /^([^:]{2,}):(.+)$/.exec(text) ?? [];
  if (commit === undefined || file === undefined) {
    throw new UsageError(
      `${flag} must name a lock file, or one in a commit, like origin/main:package-lock.json; there is none at "${text}".`,
    );
  }
  return fromCommit(flag, text, commit, file, cwd);
}

/** What git has; the path is from this folder, or else from the repository's. */
async function fromCommit(flag: string, text: string, commit: string, file: string, cwd: string): Promise<string> {
  const reasons: string[] = [];
  for (const path of [`./${file}`, file]) {
    const ended = await execa("git", ["show", "--end-of-options", `${commit}:${path}`], {
      cwd,
      stdin: "ignore",
      reject: false,
      stripFinalNewline: false,
    });
    if (!ended.failed) return ended.stdout;
    const [line = ""] = ended.stderr.trim().split("\n");
    reasons.push(line === "" ? (ended.code ?? "unknown reason") : line.replace(/^fatal: /, ""));
  }
  throw new UsageError(
    `${flag}: git can't show "${text}" (${(reasons[0] ?? "").replace(/\.$/, "")}); a shallow checkout has no other commits: fetch it first.`,
  );
}

/**
 * Reads what a lock file says.
 *
 * @param file what it is called, for messages.
 * @throws UsageError where it is none that can be read.
 */
export function parseLock(content: string, file: string, project: string): Lock {
  const folder = importerOf(project);
  if (content.trimStart().startsWith("{")) {
    // Bun's looks alike, and is no JSON.
    if (/"workspaces":\s*\{\s*"":/.test(content)) throw unknownLock(file);
    return readNpmLock(parsedBy(JSON.parse, content, file), file, folder);
  }
  // Newer versions of pnpm put what they need themselves into a document of its own, before.
  const document = content.split(/^---\s*$/m).at(-1) ?? "";
  const isPnpm = /^lockfileVersion:/m.test(document);
  const isYarn = /^# yarn lockfile v1|^__metadata:/m.test(document);
  if (!isPnpm && !isYarn) throw unknownLock(file);
  const parsed = parsedBy(parsers.parseSyml, document, file);
  return isPnpm ? readPnpmLock(parsed, file, folder) : readYarnLock(parsed, file, folder, installedIn(project));
}

function parsedBy(parse: (text: string) => unknown, text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const [reason = ""] = (cause as Error).message.split("\n");
    const conflict = /^<{7} /m.test(text) ? "it has a merge conflict in it" : reason;
    throw new UsageError(`${file} can't be read as a lock file: ${conflict.replace(/\.$/, "")}.`, { cause });
  }
}

const unknownLock = (file: string): UsageError =>
  new UsageError(
    `${file} is no lock file that ormeter can read: there are package-lock.json (npm 7 and newer), pnpm-lock.yaml ` +
      `(pnpm 8 and newer) and yarn.lock.`,
  );

/** The project's folder below that of its lock file; empty where it lies in the project itself, or nowhere. */
function importerOf(project: string): string {
  for (let folder = project; ; folder = dirname(folder)) {
    if (lockNames.some((name) => existsSync(join(folder, name)))) return relative(folder, project).split(sep).join("/");
    if (folder === dirname(folder)) return "";
  }
}

/** What a project's own package.json says, and those of the packages that are installed in it. */
const installedIn = (project: string): Unsaid => ({
  ranges: () => {
    try {
      const { dependencies, devDependencies, optionalDependencies } = manifestIn(project);
      return { ...optionalDependencies, ...devDependencies, ...dependencies };
    } catch (cause) {
      throw new UsageError(
        `package.json can't be read in ${project}, which says what of yarn.lock the project depends on.`,
        { cause },
      );
    }
  },
  peersOf: (name) => {
    const found = findPackage(name, project);
    if (!found) return [];
    const { peerDependencies = {}, peerDependenciesMeta = {} } = manifestIn(found.path);
    return Object.keys(peerDependencies).filter((peer) => peerDependenciesMeta[peer]?.optional !== true);
  },
});

type Dependencies = Readonly<Record<string, string>>;

interface Manifest {
  readonly dependencies?: Dependencies;
  readonly devDependencies?: Dependencies;
  readonly optionalDependencies?: Dependencies;
  readonly peerDependencies?: Dependencies;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean } | undefined>>;
}

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
