/** Which patterns there are, and which ones a user asked for. Loads none of them. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import leven from "leven";
import { UsageError } from "../errors.js";
import { packageRoot } from "./project.js";

/** A pattern and the options that were asked for; the others keep their defaults. */
export interface PatternRequest {
  readonly id: string;
  readonly options: Readonly<Record<string, number>>;
}

/** The order in which ORMs and their floor are listed; other folders follow by name. */
const firstFolders = ["typeorm", "pg"];

const byFolder = (a: string, b: string): number => {
  const rank = (folder: string) => (firstFolders.includes(folder) ? firstFolders.indexOf(folder) : firstFolders.length);
  return rank(a) - rank(b) || a.localeCompare(b);
};

/**
 * The ids of all patterns, `folder/name`, in listing order: every compiled file in a folder of `bench/`. A file whose
 * source is gone is left over from an earlier build and isn't one.
 */
export function availablePatterns(root: string = packageRoot()): string[] {
  const [compiled, sources] = [join(root, "dist", "bench"), join(root, "bench")];
  const hasSource = (id: string) => !existsSync(sources) || existsSync(join(sources, `${id}.ts`));
  return readdirSync(compiled, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort(byFolder)
    .flatMap((folder) =>
      readdirSync(join(compiled, folder))
        .filter((file) => file.endsWith(".js"))
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
    .map((id) => ({ id, away: distance(id) }))
    .filter(({ id, away }) => away <= text.length / 2 || (text.length > 2 && id.includes(text)))
    .sort((a, b) => a.away - b.away)
    .slice(0, 3)
    .map(({ id }) => id);
}

/**
 * Reads a list such as `get-many,pg/copy,typeorm/take-skip:pageSize=1000,pg`: ids, names (in every folder that
 * has one), or whole folders, each with options after a colon.
 *
 * @throws UsageError naming what is no pattern, with the nearest that are.
 */
export function parsePatterns(list: string, available: readonly string[]): PatternRequest[] {
  const requests = list.split(",").flatMap((entry) => {
    const [text = "", ...assignments] = entry.trim().split(":");
    const options = Object.fromEntries(assignments.map((assignment) => parseOption(assignment, entry)));
    const matching = available.filter((id) => id === text || id.startsWith(`${text}/`) || id.endsWith(`/${text}`));
    if (matching.length === 0) {
      const guesses = nearest(text, available);
      throw new UsageError(
        `--patterns: there is no pattern "${text}"${guesses.length > 0 ? `; did you mean ${guesses.join(" or ")}?` : "."} ` +
          `There are ${available.join(", ")}.`,
      );
    }
    return matching.map((id) => ({ id, options }));
  });
  const keys = requests.map((request) => JSON.stringify(request));
  return requests.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

function parseOption(assignment: string, entry: string): [string, number] {
  const [, name, value] = /^(\w+)=([1-9]\d{0,8})$/.exec(assignment) ?? [];
  if (name === undefined) {
    throw new UsageError(
      `--patterns: "${entry}" must set options like take-skip:pageSize=1000, to whole numbers from 1; ` +
        `received "${assignment}".`,
    );
  }
  return [name, Number(value)];
}
