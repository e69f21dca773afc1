/**
 * What the user asked for, made whole: command line and environment go in, one read-only object comes out, checked.
 * Nothing else in ormeter reads `process.env` or `process.argv`.
 */
import { randomInt } from "node:crypto";
import { join, resolve } from "node:path";
import { z } from "zod";
import { mostRows } from "../engines/data-set-name.js";
import { UsageError } from "../errors.js";
import { baselineFile, resolveJudgingOf, type Judging, type NamedFile } from "./comparison-options.js";
import { availablePatterns, parsePatterns, type PatternRequest } from "./patterns.js";
import { takeConnectionVariables } from "./project.js";
import { serverUrl } from "./server-url.js";
import { countOf, duration, durationOf, wholeNumber } from "../flags/quantities.js";

/** Options of `bench` as commander gives them: text, or true for switches. */
export interface RawBenchOptions {
  readonly rows?: string;
  readonly rounds?: string;
  readonly patterns?: string;
  readonly url?: string;
  readonly out?: string;
  readonly timeout?: string;
  readonly rngSeed?: string;
  readonly nodeArgs?: string;
  readonly slowConsumer?: string;
  readonly heapDiff?: boolean;
  readonly json?: boolean;
  readonly save?: string;
  readonly baseline?: string;
  readonly failOn?: string;
  readonly strict?: boolean;
}

/** Options of `bench`, complete and checked. */
export interface BenchOptions {
  readonly projectDir: string;
  readonly rows: number;
  readonly rounds: number;
  readonly patterns: readonly PatternRequest[];
  /** Undefined: the embedded server. */
  readonly url: string | undefined;
  /** Whether the data set may be loaded there: only into a server that was named on the command line. */
  readonly mayWrite: boolean;
  /** The run's folder. */
  readonly out: string;
  /** Milliseconds that a worker may take. */
  readonly timeout: number;
  readonly rngSeed: number;
  /** Flags for the workers' Node. */
  readonly nodeArgs: readonly string[];
  readonly slowConsumer: { readonly rows: number; readonly milliseconds: number } | undefined;
  readonly heapDiff: boolean;
  readonly json: boolean;
  /** Where a CI host wants a summary of the step in Markdown. */
  readonly stepSummary: string | undefined;
  /** The file of the baseline that the result is kept as, if it is. */
  readonly save: string | undefined;
  /** The file of the baseline that the result is held against, if it is. */
  readonly baseline: NamedFile | undefined;
  readonly judging: Judging;
}

/** Options of `db`, complete and checked. */
export interface DbOptions {
  readonly projectDir: string;
  /** Which data set the server is for. */
  readonly rows: number;
  /** Whether the data set is loaded; otherwise its schema is only made, for the migrations to fill. */
  readonly load: boolean;
  /** Instead of all that: what to remove. */
  readonly clean: DbCleaning | undefined;
}

/** What `db --clean` removes, and from where. */
export interface DbCleaning {
  /** Undefined: the embedded server. */
  readonly url: string | undefined;
  /** Undefined: every data set. */
  readonly rows: number | undefined;
}

/** What of the surroundings options are read from. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: Date;
}

/** An environment variable; one that is empty counts as not set, since that is how CI hosts leave one out. */
export const setIn = (env: Surroundings["env"], name: string): string | undefined =>
  env[name] === "" ? undefined : env[name];

/** The environment as this process got it; see {@link surroundings}. */
let environment: NodeJS.ProcessEnv | undefined;

/**
 * This process's. What PostgreSQL's clients take from the environment is taken out of it for this process and those that
 * it starts: PGOPTIONS and its kin would reach ormeter's own server, and change a connection behind the back of whoever
 * reads the result. What a URL can say reaches the user's server by that ({@link serverUrl}).
 */
export function surroundings(): Surroundings {
  environment ??= takeConnectionVariables();
  return { env: environment, cwd: process.cwd(), now: new Date() };
}

/** Options of `db` as commander gives them. */
export interface RawDbOptions {
  readonly rows?: string;
  readonly load?: boolean;
  readonly clean?: boolean;
  readonly url?: string;
}

const rawBench = z.object({
  rows: wholeNumber("--rows", 1, mostRows).prefault("1000000"),
  rounds: wholeNumber("--rounds", 1, 1000).prefault("3"),
  timeout: duration("--timeout").prefault("600"),
  rngSeed: wholeNumber("--rng-seed", 0, 0xffff_ffff).optional(),
  nodeArgs: z
    .string()
    .transform((text, context) => {
      const flags = text.split(/\s+/).filter((flag) => flag !== "");
      const wrong = flags.find((flag) => !flag.startsWith("-"));
      if (wrong === undefined) return flags;
      context.addIssue(`--node-args must hold flags, like --max-old-space-size=512; received "${wrong}".`);
      return z.NEVER;
    })
    .prefault(""),
  slowConsumer: z
    .string()
    .transform((text, context) => {
      const [time = "", count = "", ...rest] = text.split("/");
      const [milliseconds, rows] = [durationOf(time), countOf(count)];
      if (milliseconds > 0 && milliseconds < 100_000 && rows > 0 && rows < 1e9 && rest.length === 0) {
        return { milliseconds, rows };
      }
      context.addIssue(
        `--slow-consumer must say how long and after how many rows, like 50ms/10000; received "${text}".`,
      );
      return z.NEVER;
    })
    .optional(),
});

const rawDb = z.object({ rows: wholeNumber("--rows", 1, mostRows).prefault("1000000") });

/** What a schema makes of raw options; the first thing it finds wrong is a UsageError. */
export function parse<Shape extends z.ZodType>(shape: Shape, raw: object): z.infer<Shape> {
  const parsed = shape.safeParse(raw);
  if (!parsed.success) throw new UsageError(parsed.error.issues[0]?.message ?? "The options can't be read.");
  return parsed.data;
}

/**
 * Resolves the options of `db`.
 *
 * @throws UsageError with one sentence for the first value that won't do.
 */
export function resolveDbOptions(raw: RawDbOptions, { cwd, env }: Surroundings): DbOptions {
  const { rows } = parse(rawDb, raw);
  if (raw.clean && raw.load) throw new UsageError("--clean removes data sets, and --load loads one: give one of them.");
  if (raw.url !== undefined && !raw.clean) {
    throw new UsageError(
      "--url goes with --clean: db keeps the embedded server up, and a server of your own is up already.",
    );
  }
  const url = raw.url === undefined ? undefined : serverUrl(raw.url, "--url", env);
  return Object.freeze({
    projectDir: cwd,
    rows,
    load: raw.load ?? false,
    clean: raw.clean ? { url, rows: raw.rows === undefined ? undefined : rows } : undefined,
  });
}

/** `results/2026-01-31T235959Z-bench`: sorts by time, and is a file name everywhere. */
export function defaultOut(cwd: string, command: string, now: Date): string {
  const stamp = now.toISOString().replace(/\.\d+/, "").replaceAll(":", "");
  return join(cwd, "results", `${stamp}-${command}`);
}

/**
 * The folder that `--out` names; undefined where there is none.
 *
 * @throws UsageError for one without a name, which would be the project's own.
 */
export function namedOut(out: string | undefined, cwd: string): string | undefined {
  if (out?.trim() === "") throw new UsageError(`--out must name a folder; received "${out}".`);
  return out === undefined ? undefined : resolve(cwd, out);
}

/**
 * Resolves the options of `bench`.
 *
 * @param available the ids of all patterns.
 * @param usual those that are read unless others are asked for.
 * @throws UsageError with one sentence for the first value that won't do.
 */
export function resolveBenchOptions(
  raw: RawBenchOptions,
  { env, cwd, now }: Surroundings,
  available: readonly string[] = availablePatterns(),
  usual: readonly string[] = available,
): BenchOptions {
  const { rows, rounds, timeout, rngSeed, slowConsumer, nodeArgs } = parse(rawBench, raw);
  const given = raw.url ?? setIn(env, "DATABASE_URL");
  const url = given === undefined ? undefined : serverUrl(given, raw.url === undefined ? "DATABASE_URL" : "--url", env);
  const out = namedOut(raw.out, cwd);
  return Object.freeze({
    projectDir: cwd,
    rows,
    rounds,
    patterns:
      raw.patterns === undefined
        ? usual.map((id) => ({ id, options: {} }))
        : parsePatterns(raw.patterns, available, usual),
    url,
    mayWrite: raw.url !== undefined,
    out: out ?? defaultOut(cwd, "bench", now),
    timeout,
    rngSeed: rngSeed ?? randomInt(0xffff_ffff),
    nodeArgs,
    slowConsumer,
    heapDiff: raw.heapDiff ?? false,
    json: raw.json ?? false,
    stepSummary: setIn(env, "GITHUB_STEP_SUMMARY"),
    save: raw.save === undefined ? undefined : baselineFile(cwd, "--save", raw.save),
    baseline:
      raw.baseline === undefined
        ? undefined
        : { name: raw.baseline, file: baselineFile(cwd, "--baseline", raw.baseline) },
    judging: resolveJudgingOf(raw.baseline, raw),
  });
}
