/** How ormeter was started, so that what is said to be run next works where its reader is. */
import { existsSync, readFileSync } from "node:fs";
import { basename, delimiter, dirname, join, relative } from "node:path";
import { packageManager, runners } from "./package-manager.js";
import type { Surroundings } from "./surroundings.js";

/** What is known of the start. */
export interface Invocation extends Pick<Surroundings, "env" | "cwd"> {
  /** The program that Node runs: `argv[1]`. */
  readonly program: string;
}

/** This process's. */
export const invocation = (): Invocation => ({
  env: process.env,
  cwd: process.cwd(),
  program: (process.argv[1] ?? "ormeter").replace(session, `$1cli.js`),
});

/** What measures for a program; a person types the command line's. */
const session = /^(.*[/\\])api[/\\]session-process\.js$/;

/**
 * The line that runs a command of ormeter here: by the script of that name where the project has one, by its package
 * manager where ormeter is one of its packages, by name where it is on PATH, otherwise as it was started.
 *
 * @param command such as `bench`; undefined for flags of ormeter itself.
 * @param flags as they are typed.
 */
export function commandLine(command: string | undefined, flags: string, where: Invocation = invocation()): string {
  const { env, cwd, program } = where;
  if (command !== undefined && hasScript(cwd, command)) {
    return `npm run ${command}${flags === "" ? "" : ` -- ${flags}`}`;
  }
  const words = [command, flags].filter((word) => word !== undefined && word !== "");
  const onPath = basename(program) === "ormeter" && (env["PATH"] ?? "").split(delimiter).includes(dirname(program));
  const isPackage = existsSync(join(cwd, "node_modules", ".bin", "ormeter"));
  const start = isPackage
    ? `${runners[packageManager(cwd)]} ormeter`
    : onPath
      ? "ormeter"
      : `node ${quoted(nearer(program, cwd))}`;
  return [start, ...words].join(" ");
}

/** Whether `npm run <command>` in `folder` starts ormeter's command of that name. */
function hasScript(folder: string, command: string): boolean {
  try {
    const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      scripts?: Record<string, unknown>;
    };
    const script = scripts && Object.hasOwn(scripts, command) ? scripts[command] : undefined;
    return typeof script === "string" && startsOrmeter(script) && script.endsWith(` ${command}`);
  } catch {
    return false;
  }
}

/** Whether a script of a package.json starts ormeter, with the flags at its end. */
const startsOrmeter = (script: string): boolean => /(?:^|[\s/"'])(?:ormeter|cli\.js)["']?(?:\s|$)/.test(script);

/** Whether npm runs such a script now, which something that it starts in turn would inherit the signs of. */
export const isRunByNpm = ({ env }: Pick<Invocation, "env">): boolean =>
  startsOrmeter(env["npm_lifecycle_script"] ?? "");

const nearer = (program: string, cwd: string): string => {
  const path = relative(cwd, program);
  return path.startsWith("..") ? program : path;
};

/** Text as a POSIX shell takes it: a word. */
export const quoted = (text: string): string =>
  /^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
