/** What a test says it reads: in words that another process understands, since a function can't be sent to one. */
import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { BenchOptions } from "../api/options.js";
import { kindOf } from "../config/said-options.js";
import { UsageError } from "../errors.js";

/**
 * A read: what is read, and in which pattern; besides, whatever `bench` takes that says how. A file that begins with
 * `./` or `../` is looked for beside the test, as what it imports is; others from the project's folder.
 */
export interface ReadHandle extends Omit<
  BenchOptions,
  | "patterns"
  | "rounds"
  | "out"
  | "save"
  | "heapDiff"
  | "quick"
  | "baseline"
  | "failOn"
  | "strict"
  | "env"
  | "signal"
  | "onProgress"
> {
  /** The pattern that reads, with its options: `typeorm/find`, `typeorm/take-skip:pageSize=500`. */
  readonly pattern?: string;
}

const example = 'expect(readOf({ entity: "Order", pattern: "typeorm/find" }))';

/** Options of `bench` that name files, maybe with an export behind a #. */
const ofFiles = ["config", "dataSource", "bench", "query", "read"];

/**
 * The options with which `bench` reads it.
 *
 * @param given what a test gave to `expect`: a handle, or the file of a read.
 * @param testFile the test's own file, if it is known.
 * @throws UsageError for what is no read.
 */
export function readOptions(given: unknown, testFile: string | undefined): Readonly<Record<string, unknown>> {
  if (typeof given === "string") return { read: located(given, testFile) };
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw noRead(given);
  const { pattern, ...options } = given as Record<string, unknown>;
  if (pattern !== undefined && (typeof pattern !== "string" || /[,!*]/.test(pattern))) {
    throw new UsageError(
      `toReadWithin: "pattern" must name one pattern, such as "typeorm/find"; received ${JSON.stringify(pattern)}.`,
    );
  }
  if (pattern === undefined && options["read"] === undefined) {
    throw new UsageError(
      `toReadWithin: name the pattern that reads, such as ${example}; "ormeter bench" shows which there are.`,
    );
  }
  const said = Object.entries(options).flatMap(([key, value]) =>
    // Its folder is where the process was started.
    key === "cwd" ? [] : [[key, ofFiles.includes(key) && typeof value === "string" ? located(value, testFile) : value]],
  );
  return {
    ...(Object.fromEntries(said) as Record<string, unknown>),
    ...(pattern !== undefined && { patterns: pattern }),
  };
}

/** What says which rows are read. */
const selectors = ["entity", "table", "query", "read"];

/**
 * The options with nothing else to read: what a test names is all that it means, whatever the project's config reads.
 *
 * @param known the options that there are.
 */
export function alone(
  options: Readonly<Record<string, unknown>>,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  if (!selectors.some((key) => options[key] !== undefined)) return options;
  // Of a DataSource without entities named, all would be read.
  const others = options["table"] === undefined ? selectors : [...selectors, "dataSource"];
  const silenced = others.filter((key) => known.includes(key) && options[key] === undefined);
  return { ...Object.fromEntries(silenced.map((key) => [key, false])), ...options };
}

/** A file as a test names it. */
function located(text: string, testFile: string | undefined): string {
  if (text.startsWith("file:")) {
    const { hash } = new URL(text);
    return fileURLToPath(text.slice(0, text.length - hash.length)) + hash;
  }
  if (!/^\.\.?[/\\]/.test(text) || isAbsolute(text)) return text;
  if (testFile !== undefined) return resolve(dirname(testFile), text);
  throw new UsageError(
    `toReadWithin: it isn't known which test this is, and so not where "${text}" lies; name it by its path.`,
  );
}

function noRead(given: unknown): UsageError {
  return new UsageError(
    `toReadWithin measures a read that a process of its own makes: ${example}; received ${kindOf(given)}.`,
  );
}
