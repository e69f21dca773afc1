import { CommanderError } from "commander";
import { explain } from "../../../src/commands/wrong-command-line.js";
import { UsageError } from "../../../src/errors.js";

const where = { env: {}, cwd: "/nowhere", program: "/opt/ormeter" };
const commands = ["bench", "compare"];

function said(code: string, message: string, env: Record<string, string> = {}): string {
  try {
    explain(new CommanderError(1, code, message), commands, "bench", { ...where, env });
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  throw new Error("it was taken");
}

test("A command that there isn't is answered with the nearest, or with all there are", () => {
  expect(said("commander.unknownCommand", "error: unknown command 'benhc'\n(Did you mean bench?)")).toBe(
    "unknown command 'benhc' (Did you mean bench?). node /opt/ormeter bench --help shows what there is.",
  );
  expect(said("commander.unknownCommand", "error: unknown command 'run'")).toContain("; there are bench, compare.");
});

test.each([
  "error: unknown option '--ulr=postgresql://u:SECRET@h/db'",
  "error: unknown option '--ulr=postgres:u:SECRET'",
  "error: unknown command 'postgresql://u:SECRET@h/db'",
])("Nothing that may hold a password is repeated: %s", (message) => {
  expect(said("commander.unknown", message)).not.toContain("SECRET");
});

test("A value too many that npm left behind is told where flags go, and no other one", () => {
  const npm = { npm_lifecycle_script: "node dist/src/cli.js bench" };
  const message = "error: too many arguments for 'bench'. Expected 0 arguments but got 1.";
  expect(said("commander.excessArguments", message, npm)).toContain("unless they stand behind two dashes");
  expect(said("commander.excessArguments", message)).not.toContain("npm");
});

test("What isn't commander's is thrown as it is", () => {
  const error = new Error("no");
  expect(() => explain(error, commands, undefined, where)).toThrow(error);
});
