/** The commands and their help. Each is loaded only when it is called for. */
import { Command, Option } from "commander";
import { commandLine, invocation, type Invocation } from "../config/invocation.js";
import { flagsTakenByNpm } from "../config/npm-flags.js";
import { packageRoot } from "../config/project.js";
import { UsageError } from "../errors.js";
import { ormeterVersion } from "../results/environment.js";
import { exitCode } from "../exit-codes.js";
import type { ReportOptions } from "./report.js";
import { explain } from "./wrong-command-line.js";

let code: number = exitCode.fine;

const failOnHelp =
  "metrics that fail where they regress, with thresholds: allocated:2%,peakRss:5%,wall (default: docs/metrics.md)";
const strictHelp = "also fail (5) where a metric that decides can't be told";

const program = new Command("ormeter")
  .description("A meter for ORM reads: what a read pattern costs, and what memory its service must have.")
  .version(ormeterVersion(packageRoot()))
  .helpCommand("help [command]", "show what a command does, and its flags")
  .exitOverride()
  .configureOutput({
    // Commander's own errors are said below, the same way as ours.
    outputError: () => undefined,
  })
  .addHelpText(
    "after",
    `
Exit codes: 0 fine · 1 something regressed · 2 usage or configuration · 3 the reads returned different data ·
4 a trial failed or nothing was measured or compared · 5 can't tell · 128 + n ended by signal n`,
  )
  .hook("preAction", (_, command) => {
    refuseFlagsTakenByNpm(command);
    refuseNativeDriver(invocation());
  });

program
  .command("bench")
  .description("read the data set in every pattern, in fresh processes, and show what each read costs")
  .option("--rows <n>", "rows of the data set, such as 5000, 100k, 1M (default: 1000000)")
  .option("--rounds <n>", "trials of each pattern, interleaved (default: 3)")
  .option(
    "--patterns <list>",
    "patterns, folders, globs, with options: get-*,take-skip:pageSize=1000,pg,!pg/copy (default: all)",
  )
  .option("--url <url>", "a PostgreSQL server to use instead of the embedded one (default: DATABASE_URL)")
  .option("--out <dir>", "the run's folder (default: results/<time>-bench)")
  .option("--timeout <time>", "how long one trial may take: 90, 90s, 10m (default: 600 s)")
  .option("--rng-seed <n>", "draws the order of the trials (default: random, and recorded)")
  .option("--node-args <flags>", "flags for the workers' Node, such as --max-old-space-size=512")
  .option("--slow-consumer <ms/rows>", "block for so long after every so many rows, like 50ms/10000")
  .option("--heap-diff", "also show which constructors the heap grew by (memwatch)")
  .option("--save <name>", "keep the result as baselines/<name>.json, to be compared with later")
  .option("--baseline <name>", "compare with the baseline of that name")
  .option("--fail-on <list>", failOnHelp)
  .option("--strict", strictHelp)
  .option("--json", "print the result on standard output, and nothing else there")
  .action(async (raw: object) => {
    const { resolveBenchOptions, surroundings } = await import("../config/options.js");
    const options = resolveBenchOptions(raw, surroundings());
    const { runBench } = await import("./bench.js");
    code = await runBench(options);
  });

program
  .command("upgrade")
  .description("read with two sets of installed versions in turns, and say what changed: data, SQL, leaks, cost")
  .option("--from <specs>", "npm specs with commas: typeorm@0.3.27,pg@8.11.0, a tarball, node@20 (default: installed)")
  .option("--to <specs>", "the same for the other side")
  .option("--rows <n>", "rows of the data set (default: 100000)")
  .option("--budget <time>", "time after which no round is begun; ends earlier when all is decided (default: 300 s)")
  .option("--patterns <list>", "patterns or folders, as for bench (default: those that the difference can touch)")
  .option("--fail-on <list>", failOnHelp)
  .option("--strict", strictHelp)
  .option("--url <url>", "a PostgreSQL server to use instead of the embedded one (default: DATABASE_URL)")
  .option("--out <dir>", "the run's folder (default: results/<time>-upgrade)")
  .option("--timeout <time>", "how long one trial may take: 90, 90s, 10m (default: 600 s)")
  .option("--rng-seed <n>", "draws the order of the trials (default: random, and recorded)")
  .option("--node-args <flags>", "flags for the workers' Node, beside those that keep V8 steady")
  .option("--json", "print the result on standard output, and nothing else there")
  .action(async (raw: object) => {
    const { surroundings } = await import("../config/options.js");
    const { resolveUpgradeOptions } = await import("../config/upgrade-options.js");
    const options = resolveUpgradeOptions(raw, surroundings());
    const { runUpgrade } = await import("./upgrade.js");
    code = await runUpgrade(options);
  });

program
  .command("calibrate")
  .description("compare A with A, to find out what this machine can tell apart: upgrade says it beside its verdicts")
  .option("--rows <n>", "rows of the data set (default: 100000)")
  .option("--budget <time>", "how long to measure, as upgrade will: 300, 5m (default: 300 s)")
  .option("--patterns <list>", "patterns or folders, as for bench (default: typeorm)")
  .option("--url <url>", "a PostgreSQL server to use instead of the embedded one (default: DATABASE_URL)")
  .option("--out <dir>", "the run's folder (default: results/<time>-calibrate)")
  .option("--timeout <time>", "how long one trial may take: 90, 90s, 10m (default: 600 s)")
  .option("--rng-seed <n>", "draws the order of the trials (default: random, and recorded)")
  .option("--json", "print the result on standard output, and nothing else there")
  .action(async (raw: object) => {
    const { surroundings } = await import("../config/options.js");
    const { resolveCalibrateOptions } = await import("../config/upgrade-options.js");
    const options = resolveCalibrateOptions(raw, surroundings());
    const { runCalibrate } = await import("./calibrate.js");
    code = await runCalibrate(options);
  });

program
  .command("compare")
  .description("compare two saved results, as far as they may be compared")
  .argument("<baseline>", "a run's folder, a result's file, or the name of a baseline; behind a # one of its variants")
  .argument("<candidate>", "the same")
  .option("--fail-on <list>", failOnHelp)
  .option("--strict", strictHelp)
  .option("--out <dir>", "also write result.json, report.html and report.md into this folder")
  .option("--json", "print the result on standard output, and nothing else there")
  .action(async (baseline: string, candidate: string, raw: object) => {
    const { surroundings } = await import("../config/options.js");
    const { resolveCompareOptions } = await import("../config/compare-options.js");
    const options = resolveCompareOptions({ baseline, candidate }, raw, surroundings());
    const { runCompare } = await import("./compare.js");
    code = await runCompare(options);
  });

program
  .command("history")
  .description(
    "show saved results over versions, and where a level steps; with --matrix measure several versions first",
  )
  .option("--matrix <list>", "versions to measure, interleaved: typeorm@0.3.27,1.0.0,typeorm@1.1.1+pg@8.11.0")
  .option("--patterns <list>", "patterns or folders, as for bench (default: those that the package can touch)")
  .option("--metric <list>", "metrics, such as wall,peakRss (default: those that decide where versions are compared)")
  .option("--rows <n>", "rows of the data set (default: what most results have; with --matrix 100000)")
  .option("--package <name>", "whose versions: typeorm, pg, node, ... (default: what --matrix varies, or typeorm)")
  .option("--out <dir>", "also write report.html and report.md into this folder")
  .option("--rounds <n>", "with --matrix: trials of each pattern and version (default: 5)")
  .option("--url <url>", "with --matrix: a PostgreSQL server to use instead of the embedded one")
  .option("--timeout <time>", "with --matrix: how long one trial may take: 90, 90s, 10m (default: 600 s)")
  .option("--rng-seed <n>", "with --matrix: draws the order of the trials (default: random, and recorded)")
  .option("--json", "print the history on standard output, and nothing else there")
  .action(async (raw: object) => {
    const { surroundings } = await import("../config/options.js");
    const { resolveHistoryOptions } = await import("../config/history-options.js");
    const options = resolveHistoryOptions(raw, surroundings());
    const { runHistory } = await import("./history.js");
    code = await runHistory(options);
  });

program
  .command("article")
  .description("read the article's three ways with SQLAlchemy, and TypeORM's beside them, on the same rows")
  .option("--rows <n>", "rows of the data set, such as 5000, 100k, 1M (default: 1000000)")
  .option("--rounds <n>", "trials of each pattern, interleaved (default: 3)")
  .option("--python <path>", "a Python with SQLAlchemy (default: the first one on PATH that has it)")
  .option("--url <url>", "a PostgreSQL server to use instead of the embedded one (default: DATABASE_URL)")
  .option("--out <dir>", "the run's folder (default: results/<time>-article)")
  .option("--timeout <time>", "how long one trial may take: 90, 90s, 10m (default: 600 s)")
  .option("--rng-seed <n>", "draws the order of the trials (default: random, and recorded)")
  .option("--json", "print the result on standard output, and nothing else there")
  .action(async (raw: object) => {
    const { surroundings } = await import("../config/options.js");
    const { resolveArticleOptions } = await import("../config/article-options.js");
    const { nodePatterns } = await import("../report/model/article/strategies.js");
    const options = resolveArticleOptions(raw, nodePatterns, surroundings());
    const { runArticle } = await import("./article.js");
    code = await runArticle(options);
  });

program
  .command("db")
  .description("keep the embedded PostgreSQL up, and print how psql and the TypeORM CLI reach it")
  .option("--rows <n>", "rows of the data set that the migrations load (default: 1000000)")
  .option("--load", "load the data set, instead of only making its schema")
  .option("--clean", "instead: remove ormeter's data sets, or that of --rows, and nothing that ormeter didn't make")
  .option("--url <url>", "with --clean: the PostgreSQL server to remove them from (default: the embedded one)")
  .action(async (raw: object) => {
    const { resolveDbOptions, surroundings } = await import("../config/options.js");
    const options = resolveDbOptions(raw, surroundings());
    const { runDb } = await import("./db.js");
    code = await runDb(options);
  });

program
  .command("report")
  .description("write a saved result's report.html and report.md, its charts, or what another tool reads")
  .argument("<run>", "a run's folder, or its result.json")
  .addOption(
    new Option("--format <name>", "print one format instead").choices([
      "html",
      "markdown",
      "github-action-benchmark",
      "bencher",
      "csv",
    ]),
  )
  .option("--svg <dir>", "write every chart as an SVG file into this folder instead")
  .option("--out <path>", "with --format the file to write, otherwise the folder (default: the run's)")
  .action(async (run: string, raw: Omit<ReportOptions, "run">) => {
    const { surroundings } = await import("../config/options.js");
    const { runReport } = await import("./report.js");
    code = await runReport({ run, ...raw, stepSummary: surroundings().env["GITHUB_STEP_SUMMARY"] });
  });

/**
 * Runs the command that the arguments name.
 *
 * @param args without Node and the program.
 * @returns its exit code.
 * @throws UsageError for what the user can mend; what the command throws otherwise.
 */
export async function runProgram([first, ...rest]: readonly string[]): Promise<number> {
  // So that a command that there isn't is answered with the nearest, there too.
  const isKnown = (name: string | undefined) => program.commands.some((each) => each.name() === name);
  const args =
    first === undefined ? [] : first === "help" && rest[0] !== undefined && !isKnown(rest[0]) ? rest : [first, ...rest];
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    const command = program.commands.find((each) => each.name() === args[0]);
    // Before what commander makes of the rest: a value that npm left behind is one argument too many.
    if (command) refuseFlagsTakenByNpm(command);
    return explain(
      error,
      program.commands.map((each) => each.name()),
      command?.name(),
    );
  }
}

function refuseFlagsTakenByNpm(command: Command): void {
  const taken = flagsTakenByNpm(command.options, invocation());
  if (taken.length === 0) return;
  const typed = taken.join(" ");
  throw new UsageError(
    `npm took ${taken.map((flag) => flag.replace(/ .*/, "")).join(", ")} for itself, since flags of ormeter go behind ` +
      `two dashes; type ${commandLine(command.name(), typed)} instead.`,
  );
}

/** Set, it makes the driver load another one, which reads otherwise than what the patterns are written for. */
function refuseNativeDriver({ env }: Pick<Invocation, "env">): void {
  if (env["NODE_PG_FORCE_NATIVE"] === undefined) return;
  throw new UsageError(
    "NODE_PG_FORCE_NATIVE is set, which puts pg-native in place of pg; ormeter measures pg itself: unset it.",
  );
}
