#!/usr/bin/env node
/**
 * Where `ormeter` starts, and where it ends: whatever happens, the exit code is one that is documented. Node's own for
 * an error that nobody catches is 1, which tells CI that something regressed. So what could fail when it is imported is
 * imported when all is caught.
 */
import { endingSignals, exitCodeOfSignal } from "./commands/session/interruption.js";
import { withoutCredentials } from "./config/server-url.js";
import { surroundings } from "./config/surroundings.js";
import { watchOutput } from "./display/whole-output.js";
import { writeLine } from "./display/write-line.js";
import { UsageError } from "./errors.js";
import { exitCode } from "./exit-codes.js";
import { dropConnectionVariables } from "./project/process-environment.js";
import { printableLines } from "./report/printable.js";
import { fileFault } from "./whole-file.js";

/** The command's; undefined until it has ended. */
let code: number | undefined;
/** What nobody caught, or what became of the output: it outweighs what the command found. */
let fault: number | undefined;

process.on("exit", (given) => {
  // A signal's is given where the process was told to end at once.
  if (given > 128) return;
  process.exitCode = fault ?? code ?? say(new Error("nothing goes on, and the command isn't done"));
});
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    // The first is the cause; what comes of ending because of it says nothing more.
    fault ??= say(error);
    process.exit();
  });
}
// Where no command has its own way to end: what is half written is removed.
for (const name of endingSignals) {
  process.on(name, () => {
    if (process.listenerCount(name) === 1) process.exit(exitCodeOfSignal(name));
  });
}
// What measured goes on to its end without its output: its files stay.
watchOutput(process.stdout, (error) => {
  fault ??= say(error);
});
// There is nobody left to tell.
process.stderr.on("error", () => undefined);

try {
  const around = surroundings();
  dropConnectionVariables();
  const { runProgram } = await import("./commands/program.js");
  code = await runProgram(process.argv.slice(2), around);
} catch (error) {
  code = say(error);
}

/** Says what went wrong, for people, and gives the exit code. */
function say(error: unknown): number {
  const fixable = error instanceof UsageError ? error : (fileFault(error) ?? memoryFault(error));
  if (fixable) {
    writeLine(process.stderr, `ormeter: ${withoutCredentials(fixable.message)}`);
    return exitCode.usage;
  }
  const message = withoutCredentials(error instanceof Error ? error.message : String(error));
  writeLine(process.stderr, `ormeter: ended by an error of its own: ${message} (ORMETER_DEBUG=1 shows where)`);
  if (error instanceof Error && process.env["ORMETER_DEBUG"]) {
    process.stderr.write(`${printableLines(String(error.stack))}\n`);
  }
  return exitCode.trialFailed;
}

/** What V8 throws where the system gives it no more room: under `ulimit -v`, which counts what is only reserved. */
function memoryFault(error: unknown): UsageError | undefined {
  if (!(error instanceof RangeError && /out of memory|allocation failed/i.test(error.message))) return undefined;
  return new UsageError(`The system gives Node too little memory (${error.message}); raise its limit, see ulimit -v.`);
}
