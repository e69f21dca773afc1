/** Which patterns there are, and which ones a user asked for. Loads none of them, only the clients beside them. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import leven from "leven";
import picomatch from "picomatch";
import { UsageError } from "../errors.js";
import { projectClients } from "../project/clients.js";
import { countOf } from "../flags/quantities.js";
import { hasSources, packageRoot } from "./project.js";

/** A pattern and the options that were asked for; the others keep their defaults. */
export interface PatternRequest {
  readonly id: string;
  readonly options: Readonly<Record<string, number>>;
}

/**
 * The ids of all patterns, `folder/name`, in the listing order of their clients: every compiled file in a folder of
 * `bench/`. A file whose source is gone is left over from an earlier build and isn't one. Folders without a client come
 * last, by name: what is wrong with them is said where one is asked for.
 *
 * @throws UsageError where a client can't be loaded.
 */
export async function availablePatterns(root: string = packageRoot()): Promise<string[]> {
  const folders = (await projectClients(root)).map(({ folder }) => folder);
  const rank = (folder: string) => (folders.includes(folder) ? folders.indexOf(folder) : folders.length);
  const [compiled, sources] = [join(root, "dist", "bench"), join(root, "bench")];
  // An installed package has no sources beside what it was compiled from.
  const hasSource = (id: string) =>
    !hasSources(root, id.slice(0, id.indexOf("/"))) || existsSync(join(sources, `${id}.ts`));
  return readdirSync(compiled, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .flatMap((folder) =>
      readdirSync(join(compiled, folder))
        .filter((file) => file.endsWith(".js") && file !== "client.js")
        .map((file) => `${folder}/${basename(file, ".js")}`)
        .filter(hasSource)
        .sort(),
    );
}

/** What a text that names no pattern may have meant: those that are a few letters away, nearest first. */
function nearest(text: string, available: readonly string[]): string[] {
  const nameOf = (id: string) => id.slice(id.indexOf("/") + 1);
  const distance = (id: string) => Math.min(leven(text, id), leven(nameOf(text), nameOf(id)));
  return available
    .map((id) => ({ id, away: distance(id), whole: leven(text, id) }))
    .filter(({ id, away }) => away <= text.length / 2 || (text.length > 2 && id.includes(text)))
    .sort((a, b) => a.away - b.away || a.whole - b.whole)
    .slice(0, 3)
    .map(({ id }) => id);
}

/**
 * Reads a list such as `get-many,pg/copy,typeorm/take-skip:pageSize=1000,pg`: ids, names (in every folder that
 * has one), or whole folders, each with options after a colon. Globs stand for what they match, `get-*`, and what is
 * behind a `!` is left out, of the others or of what is usual: `!pg`.
 *
 * @param usual what a list begins with that only leaves out.
 * @param isOnRequest whether a pattern must be meant by its own name: its folder alone, or a glob over folders, isn't enough.
 * @throws UsageError naming what is no pattern, with the nearest that are.
 */
export function parsePatterns(
  list: string,
  available: readonly string[],
  usual: readonly string[] = available,
  isOnRequest: (id: string) => boolean = () => false,
): PatternRequest[] {
  const entries = list.split(",").map((entry) => entry.trim());
  const leftOut = entries
    .filter((entry) => entry.startsWith("!"))
    .flatMap((entry) => matching(entry.slice(1), available));
  const named = entries.filter((entry) => !entry.startsWith("!"));
  const requests = (named.length === 0 ? usual : named).flatMap((entry) => {
    const [text = "", ...assignments] = entry.split(":");
    const options = Object.fromEntries(assignments.map((assignment) => parseOption(assignment, entry)));
    return matching(text, available, isOnRequest).map((id) => ({ id, options }));
  });
  const keys = requests.map((request) => JSON.stringify(request));
  const left = requests.filter(({ id }, index) => !leftOut.includes(id) && keys.indexOf(keys[index] ?? "") === index);
  if (left.length === 0) throw new UsageError(`--patterns: "${list}" leaves nothing to read.`);
  return left;
}

/** The ids that an entry of a list stands for, at least one; `all` is every folder, unless a pattern is called so. */
function matching(
  text: string,
  available: readonly string[],
  isOnRequest: (id: string) => boolean = () => false,
): string[] {
  const isMatch = /[*?[{]/.test(text) ? picomatch(text) : (candidate: string) => candidate === text;
  const found = available.filter((id) => {
    const [folder = "", name = ""] = id.split("/");
    return isMatch(folder) ? !isOnRequest(id) : isMatch(id) || isMatch(name);
  });
  if (found.length > 0) return found;
  if (text === "all") return available.filter((id) => !isOnRequest(id));
  const guesses = nearest(text, available);
  throw new UsageError(
    `--patterns: there is no pattern "${text}"${guesses.length > 0 ? `; did you mean ${guesses.join(" or ")}?` : "."} ` +
      `There are ${available.join(", ")}.`,
  );
}

function parseOption(assignment: string, entry: string): [string, number] {
  const [, name, text = ""] = /^(\w+)=(.+)$/.exec(assignment) ?? [];
  const value = countOf(text);
  if (name === undefined || !(value >= 1 && value < 1e9)) {
    throw new UsageError(
      `--patterns: "${entry}" must set options like take-skip:pageSize=1000, to whole numbers from 1; ` +
        `received "${assignment}".`,
    );
  }
  return [name, value];
}
