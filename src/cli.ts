#!/usr/bin/env node
/**
 * Where `ormeter` starts, and the one place where it ends: whatever happens, the exit code is one that is documented.
 * Node's own for an error is 1, which tells CI that something regressed; so nothing is imported here that could fail.
 */
import { watchOutput } from "./display/whole-output.js";
import { exitCode } from "./commands/exit-code.js";
import { UsageError } from "./errors.js";
import { fileFault } from "./whole-file.js";

let code: number = exitCode.fine;
/** What became of the output, where it could not all be written. */
let outputCode: number | undefined;

// What measured goes on to its end without its output: its files stay.
watchOutput(process.stdout, (error) => {
  outputCode = say(error);
});
// There is nobody left to tell.
process.stderr.on("error", () => undefined);

try {
  const { runProgram } = await import("./commands/program.js");
  code = await runProgram(process.argv.slice(2));
} catch (error) {
  code = say(error);
}
// Read when all that was written is out, or isn't.
process.once("exit", () => {
  process.exitCode = outputCode ?? code;
});

/** Says what went wrong, for people, and gives the exit code. */
function say(error: unknown): number {
  const mendable = error instanceof UsageError ? error : fileFault(error);
  if (mendable) {
    process.stderr.write(`ormeter: ${mendable.message}\n`);
    return exitCode.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && process.env["ORMETER_DEBUG"] ? `\n${String(error.stack)}` : "";
  process.stderr.write(`ormeter: ended by an error of its own: ${message} (ORMETER_DEBUG=1 shows where)${stack}\n`);
  return exitCode.trialFailed;
}
