/** What `ormeter init` does. */
import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { configIn } from "../config/config-file.js";
import { commandLine } from "../config/invocation.js";
import { installers, packageManager } from "../config/package-manager.js";
import { projectPaths } from "../config/project.js";
import { setIn, type Surroundings } from "../config/surroundings.js";
import { writeLine } from "../display/write-line.js";
import { UsageError } from "../errors.js";
import { exitCode } from "../exit-codes.js";
import { findTypeScript } from "../project/compile/typescript.js";
import { configText, leftOutSince, type Found } from "../project/find/config-text.js";
import { readManifest } from "../project/find/folder.js";
import { findPackage } from "../results/environment.js";
import { configKeys } from "./config-keys.js";
import type { InitOptions } from "./options/init.js";
import { findProject, type FoundProject } from "./session/find-project.js";
import type { Streams } from "./session/measuring-command.js";
import { whileShown } from "./session/while-shown.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError where there is a config already, or nothing to write one of; nothing was written then.
 */
export async function runInit(
  { projectDir: folder, dataSource, dryRun }: InitOptions,
  env: Surroundings["env"],
  { stdout, stderr }: Streams = process,
): Promise<number> {
  const there = configIn(folder);
  if (there !== undefined && !dryRun) {
    throw new UsageError(
      `${there} is there already, and is never overwritten: edit it, or move it away. --dry-run prints what would be written.`,
    );
  }
  const home = projectPaths(folder).home;
  const leaves = dryRun && !existsSync(home);
  const project = await whileShown({ stderr }, ({ display, ...shown }) =>
    findProject(folder, dataSource, { env, ...shown, onBusy: display.doing }),
  ).finally(async () => {
    // What the files were compiled to, below the project since packages are found from there.
    if (leaves) await rm(home, { recursive: true, force: true });
  });
  if (typeof project === "number") return project;
  const { found, loads } = project;
  const say = (line: string) => writeLine(stderr, line);
  const isInstalled = findPackage("ormeter", folder) !== undefined;
  const text = configText(found, { isInstalled, known: configKeys(), ...(loads !== undefined && { loads }) });
  for (const line of account(found)) say(line);
  if (dryRun) {
    stdout.write(text);
    return exitCode.fine;
  }
  const file = join(folder, configName(folder));
  await write(file, text);
  say(`Wrote ${basename(file)}.`);
  if (!isInstalled) say(`ormeter isn't a package of this project yet: ${installers[packageManager(folder)]} ormeter.`);
  if (!ignoresResults(folder)) {
    say(
      "Runs go into results/, which isn't meant to be committed: add it to .gitignore. .ormeter/ has one of its own.",
    );
  }
  say(next(project, env));
  return exitCode.fine;
}

/** TypeScript where the project has it; JavaScript that is a module whatever package.json says, otherwise. */
function configName(folder: string): string {
  const isTypeScript = existsSync(join(folder, "tsconfig.json")) || findTypeScript([folder]).state === "found";
  if (isTypeScript) return "ormeter.config.ts";
  return readManifest(folder).type === "module" ? "ormeter.config.js" : "ormeter.config.mjs";
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (cause) {
    throw new UsageError(`${file} can't be written (${(cause as Error).message}).`, { cause });
  }
}

/** What was found, in sentences. */
function account({ versions, dataSource, tables, queries }: Found): string[] {
  if (!dataSource) {
    const count = [plural(tables.length, "table"), plural(queries.length, "query", "queries")].filter(Boolean);
    return [`Found ${count.join(" and ")} in SQL files, to be read with ${versions}.`];
  }
  const { file, entities } = dataSource;
  const left = entities.filter((each) => leftOutSince(each) !== undefined);
  return [
    `Found the DataSource in ${file} with ${plural(entities.length, "entity", "entities")}, and ${versions}.`,
    ...left.map((each) => `Left out ${each.name}: ${leftOutSince(each) ?? ""}.`),
  ];
}

const plural = (count: number, one: string, many = `${one}s`): string =>
  count === 0 ? "" : `${String(count)} ${count === 1 ? one : many}`;

function ignoresResults(folder: string): boolean {
  const file = join(folder, ".gitignore");
  return existsSync(file) && /^\/?results\/?\s*$/m.test(readFileSync(file, "utf8"));
}

function next({ found: { server }, loads }: FoundProject, env: Surroundings["env"]): string {
  const line = commandLine("bench", "");
  switch (server.kind) {
    case "variable":
      return setIn(env, server.name) === undefined && loads === undefined
        ? `Next: set ${server.name} to the server's URL, and run ${line}`
        : `Next: ${line}`;
    case "unknown":
      return `Next: ${commandLine("bench", "--url <the server's URL>")}`;
    case "data-source":
      return `Next: ${line}`;
  }
}
