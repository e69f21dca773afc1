/** What git knows of a project, where it is there. */
import { execa } from "execa";

/** The commit that a run was made at. */
export interface Commit {
  /** 40 hexadecimal digits, or 64. */
  readonly hash: string;
  /** Whether tracked files had been changed since. */
  readonly modified: boolean;
}

/** One of several, as a list shows it. */
export interface ListedCommit {
  readonly hash: string;
  /** The first line of its message. */
  readonly subject: string;
}

/** Milliseconds after which git is not waited for: nothing that is measured depends on it. */
const patience = 5_000;

/** Most commits that are listed. */
const mostListed = 50;

/** What git says; undefined where it isn't there, or the folder isn't in a repository, or it takes too long. */
async function git(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  const ended = await execa("git", args, { cwd: folder, stdin: "ignore", reject: false, timeout: patience });
  return ended.failed ? undefined : ended.stdout;
}

/** The commit that is checked out in a folder; undefined where there is none. */
export async function commitIn(folder: string): Promise<Commit | undefined> {
  const hash = await git(folder, "rev-parse", "--verify", "HEAD");
  if (hash === undefined) return undefined;
  const changes = await git(folder, "status", "--porcelain", "--untracked-files=no");
  return changes === undefined ? undefined : { hash, modified: changes !== "" };
}

/** The commits that came after `from` up to `to`, the newest first; undefined where the repository hasn't both. */
export async function commitsBetween(folder: string, from: string, to: string): Promise<ListedCommit[] | undefined> {
  const said = await git(
    folder,
    "log",
    `--max-count=${mostListed}`,
    "--format=%H %s",
    "--end-of-options",
    `${from}..${to}`,
  );
  return said
    ?.split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [hash = ""] = line.split(" ", 1);
      return { hash, subject: line.slice(hash.length + 1) };
    });
}

/** Hosts whose addresses are known, and how each calls a comparison of two commits. */
const hosts: Readonly<Record<string, (from: string, to: string) => string>> = {
  "github.com": (from, to) => `compare/${from}...${to}`,
  "gitlab.com": (from, to) => `-/compare/${from}...${to}`,
};

/** Where two commits of a repository are compared in the web; undefined for a host that isn't known. */
export async function comparisonAddress(folder: string, from: string, to: string): Promise<string | undefined> {
  const remote = await git(folder, "remote", "get-url", "origin");
  // Whoever is named in a remote's address, and by what password, is nobody's affair.
  const [, host = "", path = ""] =
    /^(?:(?:https|ssh|git):\/\/)?(?:[^@/\s]+@)?([\w.-]+)(?::\d+)?[:/]([\w./-]+?)(?:\.git)?\/?$/.exec(remote ?? "") ?? [];
  const pathOf = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
  return pathOf && `https://${host}/${path}/${pathOf(from, to)}`;
}
