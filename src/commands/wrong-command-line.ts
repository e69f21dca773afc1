/** What is wrong with a command line, in words of ours: commander's own would be the only ones that look otherwise. */
import { CommanderError } from "commander";
import { commandLine, invocation, isRunByNpm } from "../config/invocation.js";
import { UsageError } from "../errors.js";
import { exitCode } from "../exit-codes.js";

/**
 * The exit code of a command line that commander answered by itself, such as `--help`.
 *
 * @param commands the names of all commands.
 * @param command the one that was meant, if it is known.
 * @throws UsageError for what commander found wrong; any error that isn't commander's as it is.
 */
export function explain(
  error: unknown,
  commands: readonly string[],
  command: string | undefined,
  where = invocation(),
): number {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) return exitCode.fine;
  // Without a command, the help has been shown and says it all.
  if (error.code === "commander.help") return exitCode.usage;
  const said = error.message
    .replace(/^error: /, "")
    // What was typed may be a server's address, with its password.
    .replace(/(unknown option '[^'=]*=)[^']*/, "$1…")
    .replace(/\w+:\/\/[^\s']*/g, "…")
    .replace(/\s*\n\s*/g, " ")
    .replace(/\.$/, "");
  const isGuess = said.includes("Did you mean");
  const known = error.code === "commander.unknownCommand" && !isGuess ? `; there are ${commands.join(", ")}` : "";
  const isLeftOver = error.code === "commander.excessArguments" && isRunByNpm(where);
  const hint = isLeftOver ? ` npm keeps flags for itself unless they stand behind two dashes.` : "";
  throw new UsageError(`${said}${known}.${hint} ${commandLine(command, "--help", where)} shows what there is.`, {
    cause: error,
  });
}
