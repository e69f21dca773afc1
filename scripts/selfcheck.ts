/**
 * Whether `upgrade`'s verdicts are right: whole reports on faults of a known size, and on none at all, while something
 * else keeps half a core busy. `npm run selfcheck -- --help`; a full one takes hours.
 */
import { appendFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import CliTable from "cli-table3";
import { Command, InvalidArgumentError, Option } from "commander";
import { execa } from "execa";
import { compiledProgram } from "../src/config/project.js";
import { say } from "./measuring.js";
import { againstHand } from "./selfcheck/against-hand.js";
import { calibrate } from "./selfcheck/calibration.js";
import { injectionNames, injections, type Amounts } from "./selfcheck/injections.js";
import { installedSpec } from "./selfcheck/installed.js";
import { describeReport, makeReport, type Kind, type Report } from "./selfcheck/report.js";
import { packInjection } from "./selfcheck/tarball.js";
import { judge, reportsOf, type Judgement } from "./selfcheck/targets.js";

type Planned = keyof typeof reportsOf;

interface Options {
  readonly home: string;
  readonly only: readonly Planned[];
  readonly reports?: number;
  readonly rows: number;
  readonly budget?: number;
  readonly out: string;
  readonly hand: boolean;
}

const kinds = Object.keys(reportsOf) as Planned[];

function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("It must be a whole number from 1 on.");
  return value;
}

function someKinds(text: string): Planned[] {
  const names = text.split(",");
  const unknown = names.find((name) => !(kinds as string[]).includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no "${unknown}"; there are ${kinds.join(", ")}.`);
  return names as Planned[];
}

const options = new Command("selfcheck")
  .description("Measures whether upgrade's verdicts are right.")
  .option("--home <dir>", "the project folder to run in", (dir) => resolve(dir), process.cwd())
  .addOption(new Option("--only <names>", "what to check, with commas").argParser(someKinds).default(kinds, "all"))
  .option("--reports <n>", "reports of each (default: as many as the targets want)", count)
  .option("--rows <n>", "rows of the data set", count, 20_000)
  .option("--budget <seconds>", "upgrade's --budget (default: upgrade's own)", count)
  .option(
    "--out <file>",
    "each report's summary is appended here, a line of JSON (in --home)",
    "results/selfcheck.jsonl",
  )
  .option("--hand", "instead: typeorm@0.3.20 against the installed one, and the same by hand", false)
  .parse()
  .opts<Options>();

/** Not among the small data set's rows, which are read character by character: the checksum must find it. */
const victim = Math.ceil(options.rows * 0.617);

/** Spreads the kinds over the whole, so that whatever drifts in these hours hits all alike. */
function interleaved(): { kind: Planned; number: number; of: number }[] {
  return options.only
    .flatMap((kind) => {
      const of = options.reports ?? reportsOf[kind];
      return Array.from({ length: of }, (_, index) => ({ kind, number: index + 1, of }));
    })
    .sort((a, b) => (a.number - 0.5) / a.of - (b.number - 0.5) / b.of);
}

/** The sizes of the faults; those that depend on the machine are measured where they are asked for. */
function amountsFor(folder: string): Promise<Amounts> | Amounts {
  const slows = options.only.includes("slow-hydration");
  const measured = slows || options.only.includes("more-allocation");
  return measured ? calibrate(folder, options.rows, victim, slows) : { searchedPerRow: 1, bytesPerRow: 48, victim };
}

/** The tarballs that the reports need, by kind. */
async function pack(folder: string): Promise<ReadonlyMap<Kind, string>> {
  const all = injections(await amountsFor(folder));
  const tarballs = new Map<Kind, string>();
  for (const name of injectionNames) {
    if (options.only.includes(name)) tarballs.set(name, await packInjection(folder, name, all[name]));
  }
  return tarballs;
}

async function record(report: Report): Promise<void> {
  const file = resolve(options.home, options.out);
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(report)}\n`);
  say(describeReport(report));
}

async function checkVerdicts(folder: string): Promise<Judgement[]> {
  const tarballs = await pack(folder);
  const reports: Report[] = [];
  for (const { kind, number } of interleaved()) {
    const sides = ["--to", tarballs.get(kind) ?? installedSpec("typeorm")];
    const report = await makeReport(kind, number, sides, options);
    reports.push(report);
    await record(report);
  }
  return judge(reports, victim);
}

function table(judgements: readonly Judgement[]): string {
  const rows = new CliTable({ head: ["", "target", "asked", "came"], style: { head: [], border: [] } });
  for (const { target, asked, came, met } of judgements) rows.push([met ? "met" : "missed", target, asked, came]);
  return rows.toString();
}

await mkdir(options.home, { recursive: true });
process.chdir(options.home);
const folder = await mkdtemp(join(tmpdir(), "ormeter-selfcheck-"));
// Ended with us, whatever ends us: it stops when its channel to us closes.
const load = execa(process.execPath, [compiledProgram("scripts/selfcheck/half-busy.ts")], { ipc: true, reject: false });
try {
  const judgements = options.hand ? [await againstHand(folder, options, record)] : await checkVerdicts(folder);
  say(table(judgements));
  process.exitCode = judgements.every(({ met }) => met) ? 0 : 1;
} finally {
  load.kill();
  await rm(folder, { recursive: true, force: true });
}
