/** The commands, as commander knows them. What a command does is loaded only when it runs. */
import { Command as Subcommand, Option } from "commander";
import { commandLine, invocation } from "../config/invocation.js";
import { refuseNativeDriver } from "../config/native-driver.js";
import { flagsTakenByNpm } from "../config/npm-flags.js";
import { packageRoot } from "../config/project.js";
import type { Surroundings } from "../config/surroundings.js";
import { UsageError } from "../errors.js";
import { exitCode } from "../exit-codes.js";
import { listed, type RawOptions } from "../flags/flag.js";
import { ormeterVersion } from "../results/environment.js";
import { advise } from "./advise.js";
import { article } from "./article.js";
import { bench } from "./bench.js";
import { calibrate } from "./calibrate.js";
import type { Command } from "./command.js";
import { compare } from "./compare.js";
import { db } from "./db.js";
import { history } from "./history.js";
import { init } from "./init.js";
import { limits } from "./limits.js";
import { patterns } from "./patterns.js";
import { report } from "./report.js";
import { sweep } from "./sweep.js";
import { scale } from "./scale.js";
import { upgrade } from "./upgrade.js";
import { explain } from "./wrong-command-line.js";

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  init,
  bench,
  upgrade,
  limits,
  scale,
  sweep,
  advise,
  calibrate,
  compare,
  history,
  patterns,
  article,
  db,
  report,
];

function makeProgram(around: Surroundings, ended: (code: number) => void): Subcommand {
  const program = new Subcommand("ormeter")
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
  for (const each of commands) add(program, each, around, ended);
  return program;
}

/** Adds a command to the program; what it ends with is given to `ended`. */
function add(
  program: Subcommand,
  { name, description, arguments: args, mayLackArguments, flags, start }: Command,
  around: Surroundings,
  ended: (code: number) => void,
): void {
  const added = program.command(name).description(description);
  for (const [argument, help] of Object.entries(args)) {
    added.argument(mayLackArguments ? `[${argument}]` : `<${argument}>`, help);
  }
  for (const { typed, help, choices } of listed(flags)) {
    const option = new Option(typed, help);
    added.addOption(choices ? option.choices(choices) : option);
  }
  added.action(async () => {
    const given = Object.keys(args).map((argument, index) => [argument, added.args[index] ?? ""] as const);
    ended(await start(Object.fromEntries(given), added.opts<RawOptions>(), around));
  });
}

/**
 * Runs the command that the arguments name.
 *
 * @param args without Node and the program.
 * @param around the surroundings as they were before any of them was changed.
 * @returns its exit code.
 * @throws UsageError for what the user can fix; what the command throws otherwise.
 */
export async function runProgram([first, ...rest]: readonly string[], around: Surroundings): Promise<number> {
  let code: number = exitCode.fine;
  const program = makeProgram(around, (ended) => (code = ended));
  // So that a command that there isn't is answered with the nearest, there too.
  const isKnown = (name: string | undefined) => commands.some((each) => each.name === name);
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
      commands.map(({ name }) => name),
      command?.name(),
    );
  }
}

function refuseFlagsTakenByNpm(command: Subcommand): void {
  const taken = flagsTakenByNpm(command.options, invocation());
  if (taken.length === 0) return;
  const typed = taken.join(" ");
  throw new UsageError(
    `npm took ${taken.map((flag) => flag.replace(/ .*/, "")).join(", ")} for itself, since flags of ormeter go behind ` +
      `two dashes; type ${commandLine(command.name(), typed)} instead.`,
  );
}
