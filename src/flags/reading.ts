/** Flags that say what is read: which rows, in which patterns, from which server, with which versions. */
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import type { PatternRequest } from "../config/pattern-requests.js";
import { serverUrl } from "../config/server-url.js";
import { setIn, type Surroundings } from "../config/surroundings.js";
import type { LockRequest } from "../config/lock-specs.js";
import type { VariantRequest } from "../config/variant-specs.js";
import type { ProjectWorkload } from "../project/workloads.js";
import { fewestSizes } from "../growth/choose-law.js";
import { mostRows } from "../engines/data-set-name.js";
import { UsageError } from "../errors.js";
import { flag, toggle, type Read } from "./flag.js";
import { anyCount, wholeNumber } from "./quantities.js";

/** Rows of the data set that reads are measured on, where its workload says no other number. */
export const usualRows = 1_000_000;

/** The largest of the sizes from which a law of growth is taken, where its workload says no other number. */
export const usualLargest = 300_000;

/** Rows of the data set that versions are compared on: enough for a read to be itself, few enough for many rounds. */
export const comparedRows = 100_000;

/** The rows that are read where none are given: so many, or fewer where a workload's rows are large. */
export const rowsOf = (given: number | undefined, workload: ProjectWorkload, otherwise: number): number =>
  given ?? Math.min(otherwise, workload.usualRows ?? otherwise);

const inWords = (count: number): string => count.toLocaleString("en-US");

/** The workload whose data set is read. */
export const workload = flag(
  "--workload <name>",
  "what the data set holds, such as employees or documents",
  async (text) => (await import("../project/workloads.js")).projectWorkload(text),
).orElse(async () => (await import("../project/workloads.js")).projectWorkload(), "employees");

/** Rows that a quick run reads: as many as let a hundred megabytes more or less be seen, in well under a second. */
export const quickRows = 100_000;

export const rows = flag(
  "--rows <n>",
  "rows of the data set, such as 5000, 100k, 1M",
  wholeNumber(1, mostRows),
).recorded();

/** What a whole number of rows is divided by for the smaller sizes that belong to it: steps of about three. */
const sizeSteps = [300, 100, 30, 10, 3, 1];

/** A largest size, and the smaller ones that show how what grows with it does: each about three times the one before. */
export const sizesUpTo = (rows: number): number[] => [...new Set(sizeSteps.map((step) => Math.ceil(rows / step)))];

/** Several sizes of the data set, from the smallest; of one alone, {@link sizesUpTo} it. */
export const sizes = flag(
  "--rows <list>",
  "sizes to read, such as 1k,10k,100k,1M, or the largest alone",
  (text, name): readonly number[] => {
    const read = wholeNumber(1, mostRows);
    const each = text.split(",").map((part) => read(part, name));
    const [largest = 1, ...others] = [...new Set(each)].sort((a, b) => b - a);
    const all = others.length === 0 ? sizesUpTo(largest) : [...others.reverse(), largest];
    if (all.length >= fewestSizes) return all;
    throw new UsageError(
      `${name} must name ${fewestSizes} sizes at least, since any two lie on a line, or one that is large enough to be divided; received "${text}".`,
    );
  },
).recorded();

/** Numbers of rows for which it is said what they'd take. */
export const predict = flag(
  "--predict <list>",
  "say what these numbers of rows would take: 5M,50M",
  (text, name): readonly number[] => text.split(",").map((part) => anyCount(part, name)),
)
  .orElse((): readonly number[] => [])
  .recorded();

/** {@link rows} with a default, which a workload of large rows lowers, and --quick where a command has it. */
export const rowsOr = (count: number, quickly?: number) =>
  rows.orElse(
    () => undefined,
    `${inWords(count)}, ${quickly === undefined ? "" : `with --quick ${inWords(quickly)}, `}or what the workload says`,
  );

/**
 * The patterns that were asked for; only a command knows which ones it would read by itself.
 *
 * @param besides patterns that may be asked for without being in the project: those of a result.
 * @throws UsageError naming what is no pattern.
 */
export type PatternChoice = (
  isUsual?: (id: string) => boolean,
  besides?: readonly string[],
) => readonly PatternRequest[];

export const patterns = flag(
  "--patterns <list>",
  "patterns, folders, globs, or all, with options: get-*,take-skip:pageSize=1000,pg,!pg/copy",
  choosePatterns,
).orElse(() => choosePatterns(), "all");

/** Where a command reads only some of the patterns by itself; those are chosen by {@link PatternChoice}. */
export const patternsOf = (usual: string) =>
  patterns.describedAs("patterns or folders, as for bench").orElse(() => choosePatterns(), usual);

async function choosePatterns(list?: string): Promise<PatternChoice> {
  const { availablePatterns, parsePatterns } = await import("../config/pattern-requests.js");
  const { patternsOnRequest } = await import("../project/clients.js");
  const [ofProject, isOnRequest] = [await availablePatterns(), await patternsOnRequest()];
  return (isUsual = () => true, besides = []) => {
    const available = [...new Set([...ofProject, ...besides])];
    const usual = available.filter(isUsual);
    if (list === undefined) return usual.map((id) => ({ id, options: {} }));
    return parsePatterns(list, available, usual, isOnRequest);
  };
}

/** The server that is read from. */
export interface ServerChoice {
  /** Undefined: the embedded server. */
  readonly url: string | undefined;
  /** Whether the data set may be loaded there: only into a server that was named on the command line. */
  readonly mayWrite: boolean;
}

export const server = flag(
  "--url <url>",
  "a PostgreSQL server to use instead of the embedded one",
  (text, name, { env }): ServerChoice => ({ url: serverUrl(text, name, env), mayWrite: true }),
)
  .orElse(({ env }): ServerChoice => {
    const given = setIn(env, "DATABASE_URL");
    return { url: given && serverUrl(given, "DATABASE_URL", env), mayWrite: false };
  }, "DATABASE_URL")
  .place();

export const load = toggle("--load", "load the data set, instead of only making its schema");

export const clean = toggle(
  "--clean",
  "instead: remove ormeter's data sets, or that of --rows, and nothing that ormeter didn't make",
);

/** What reads specs, and what they may name: loaded when there is one. */
const specs = async () => {
  const [{ parseVariant, parseVariants }, { projectPackages }] = await Promise.all([
    import("../config/variant-specs.js"),
    import("../project/clients.js"),
  ]);
  return { parseVariant, parseVariants, known: await projectPackages() };
};

const variant: Read<VariantRequest> = async (text, name, { cwd }) => {
  const { parseVariant, known } = await specs();
  return parseVariant(name, text, cwd, known);
};

export const from = flag(
  "--from <specs>",
  "npm specs with commas: typeorm@0.3.27,pg@8.11.0, a tarball, node@20",
  variant,
).orElse(() => undefined, "installed");

export const to = flag("--to <specs>", "the same for the other side", variant);

/** A side out of a lock file: paths are from where the user is, and the project is that of the config. */
const lockSide: Read<LockRequest> = async (text, name, { cwd, config }) => {
  const [{ parseLockSide }, { projectPackages }] = await Promise.all([
    import("../config/lock-specs.js"),
    import("../project/clients.js"),
  ]);
  return parseLockSide(name, text, { cwd, project: config?.folder ?? cwd }, await projectPackages());
};

export const fromLock = flag(
  "--from-lock <file>",
  "instead of --from: a lock file, or <commit>:<file>, with all packages that reads use",
  lockSide,
);

export const toLock = flag("--to-lock <file>", "instead of --to, the same for the other side", lockSide);

export const matrix = flag(
  "--matrix <list>",
  "versions to measure, interleaved: typeorm@0.3.27,1.0.0,typeorm@1.1.1+pg@8.11.0",
  async (text, name, { cwd }) => {
    const { parseVariants, known } = await specs();
    return parseVariants(name, text, cwd, known);
  },
);

/** A package's name as it was typed: which ones there are, the results say. */
export const packageName = flag("--package <name>", "whose versions: typeorm, pg, node, ...", (text) => text);

/** Where Debian's own Python is: the one that its packages are for, whatever comes first on PATH. */
const systemPython = "/usr/bin/python3";

/** Programs that may be a Python with SQLAlchemy, the likeliest first. */
export const pythons = flag("--python <path>", "a Python with SQLAlchemy", (text, name, { cwd }): readonly string[] => {
  const path = resolve(cwd, text);
  if (isExecutable(path)) return [path];
  throw new UsageError(`${name} must name a program, such as ${systemPython}; received "${text}".`);
}).orElse(pythonsOnPath, "the first one on PATH that has it");

function pythonsOnPath({ env }: Surroundings): readonly string[] {
  const folders = (env["PATH"] ?? "").split(delimiter).filter(isAbsolute);
  return [...new Set([...folders.map((folder) => join(folder, "python3")), systemPython])].filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
