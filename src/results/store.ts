/** Results on disk: a run's folder holds its `result.json`, and any later reading of it goes through here. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { UsageError } from "../errors.js";
import { printableJson } from "../report/printable.js";
import { reasonOf, writeWhole } from "../whole-file.js";
import { migrate } from "./migrations.js";
import { result as resultSchema, schemaVersion, type Result } from "./schema.js";

/** The name of the file in a run's folder that holds its result. */
export const resultFile = "result.json";

/**
 * Writes a run's `result.json`, wholly or not at all; makes the folder if need be.
 *
 * @returns the file's path
 * @throws UsageError when the folder can't be written to
 */
export async function writeResult(dir: string, result: Result): Promise<string> {
  const file = join(dir, resultFile);
  await writeResultFile(file, result);
  return file;
}

/**
 * Writes a result to a file of any name, wholly or not at all.
 *
 * @throws UsageError when it can't be written
 */
export const writeResultFile = (file: string, result: Result): Promise<void> =>
  writeWhole(file, `${printableJson(result)}\n`, { what: "The result" });

/**
 * Reads a result back.
 *
 * @param run a run's folder, or a result's file
 * @throws UsageError naming the file, and the field where there is one, when it isn't there, was cut off, was made by
 *   another version of ormeter or isn't a result
 */
export async function readResult(run: string): Promise<Result> {
  const file = await resultPath(run);
  return checkedResult(file, parseJson(file, await readText(file)));
}

/** The file of a run that is named by its folder or by the file itself; whether it exists is found out on reading. */
export async function resultPath(run: string): Promise<string> {
  const isFolder = await stat(run).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  return isFolder ? join(run, resultFile) : run;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const what = (error as NodeJS.ErrnoException).code === "ENOENT" ? "There is no" : "Nobody can read";
    throw new UsageError(
      `${what} ${file} (${reasonOf(error)}); name a run's folder, such as one of those in results/, or its ${resultFile}.`,
      { cause: error },
    );
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${file} isn't JSON from its start to its end: it was cut off or is another kind of file; make the run again.`,
      { cause: error },
    );
  }
}

function checkedResult(file: string, content: unknown): Result {
  if (!hasVersion(content)) {
    throw new UsageError(`${file} isn't a result of ormeter: it has no number in its field schemaVersion.`);
  }
  const version = content.schemaVersion;
  const current = migrate({ ...content }, version, schemaVersion);
  if (!current) {
    throw new UsageError(
      `${file} was made by ${version < schemaVersion ? "an older" : "a newer"} ormeter: its field schemaVersion is ` +
        `${version}, this one reads ${schemaVersion}; make the run again, or read it with the version that made it.`,
    );
  }
  const parsed = resultSchema.safeParse(current);
  if (!parsed.success) {
    throw new UsageError(`${file} isn't a valid result: ${describe(parsed.error)}; make the run again.`, {
      cause: parsed.error,
    });
  }
  const dangling = danglingReference(parsed.data);
  if (dangling !== undefined) throw new UsageError(`${file} isn't a valid result: ${dangling}; make the run again.`);
  return parsed.data;
}

const hasVersion = (content: unknown): content is { readonly schemaVersion: number } =>
  typeof content === "object" &&
  content !== null &&
  "schemaVersion" in content &&
  typeof content.schemaVersion === "number";

type Issue = z.core.$ZodIssue;

function describe(error: z.ZodError): string {
  const [first] = error.issues;
  if (!first) return "a field has a value that it can't have";
  const { path, message } = innermost(first);
  return `its field ${fieldName(path)} ${sentencePart(message)}`;
}

/** A union's own issue says only that no member fits; the member that came furthest says what is wrong. */
function innermost(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const candidates = issue.errors
    .flatMap((member) => member.slice(0, 1))
    .map((inner) => innermost({ ...inner, path: [...issue.path, ...inner.path] }));
  const deepest = Math.max(issue.path.length, ...candidates.map(({ path }) => path.length));
  return candidates.find(({ path }) => path.length === deepest && deepest > issue.path.length) ?? issue;
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, key) => (typeof key === "number" ? `${name}[${key}]` : name === "" ? String(key) : `${name}.${String(key)}`),
    "",
  );
}

function sentencePart(message: string): string {
  return `is wrong (${message.charAt(0).toLowerCase()}${message.slice(1)})`;
}

/** What the schema can't say: that trials name cases that are there, and cases patterns and variants. */
function danglingReference({ cases, patterns, trials, variants }: Result): string | undefined {
  const patternIds = new Set(patterns.map(({ id }) => id));
  const variantNames = new Set(variants.map(({ name }) => name));
  const caseIds = new Set(cases.map(({ id }) => id));
  for (const [index, { pattern, variant }] of cases.entries()) {
    if (!patternIds.has(pattern)) return `its field cases[${index}].pattern names one that patterns doesn't hold`;
    if (!variantNames.has(variant)) return `its field cases[${index}].variant names one that variants doesn't hold`;
  }
  const lost = trials.findIndex((trial) => !caseIds.has(trial.case));
  return lost === -1 ? undefined : `its field trials[${lost}].case names one that cases doesn't hold`;
}
