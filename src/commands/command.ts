/** What a command is: declared in a file of its own, and nothing of what it does is loaded before it runs. */
import { resolve } from "node:path";
import type { CommandOptions } from "./options/types.js";
import type { Surroundings } from "../config/surroundings.js";
import { readOptions, type Flags, type OptionsOf, type Place, type RawOptions } from "../flags/flag.js";

/** A command as the command line sees it. */
export interface Command {
  readonly name: string;
  readonly description: string;
  /** What each argument is, by its name, in their order. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Whether they may be left out; they are empty then. */
  readonly mayLackArguments: boolean;
  readonly flags: Flags;
  /**
   * Reads the options and runs the command.
   *
   * @returns the exit code.
   * @throws UsageError for what the user can fix.
   */
  readonly start: (args: Readonly<Record<string, string>>, raw: RawOptions, around: Surroundings) => Promise<number>;
}

/** The surroundings with the project's config, for a command that has use for one. */
async function withConfig(flags: Flags, raw: RawOptions, around: Surroundings): Promise<Surroundings> {
  if (!("config" in flags)) return around;
  const { findConfig, loadConfig, withLoadedEnvironment } = await import("../config/config-file.js");
  const named = raw["config"];
  const file = typeof named === "string" ? resolve(around.cwd, named) : findConfig(around.cwd);
  if (file === undefined) return around;
  const { configKeys } = await import("./config-keys.js");
  const config = await loadConfig(file, configKeys());
  return withLoadedEnvironment({ ...around, config });
}

/** Lets the clients of a project's own count, where it is what the command reads. */
async function withOwnClients(flags: Flags, raw: RawOptions, around: Surroundings): Promise<void> {
  if (!("bench" in flags)) return;
  const { useOwnClients } = await import("./session/use-own-clients.js");
  await useOwnClients(raw, around);
}

/** The flags of the run that is gone on with, where a command can and is to. */
async function withRunToResume(name: string, flags: Flags, raw: RawOptions, around: Surroundings): Promise<RawOptions> {
  if (!("resume" in flags) || raw["resume"] === undefined) return raw;
  const { resumedFlags } = await import("./session/resumed-flags.js");
  return resumedFlags(name, flags, raw, around);
}

/** A command's options, and the surroundings with the project's config. */
export interface Resolved<Declared extends Flags> {
  readonly options: OptionsOf<Declared> & Place;
  readonly around: Surroundings;
}

/**
 * Reads what was asked for, with what the project's config says besides.
 *
 * @throws UsageError for the first value that won't do.
 */
export async function resolveOptions<Declared extends Flags>(
  flags: Declared,
  raw: RawOptions,
  started: Surroundings,
): Promise<Resolved<Declared>> {
  const around = await withConfig(flags, raw, started);
  await withOwnClients(flags, raw, around);
  return { options: await readOptions(flags, raw, around), around };
}

/**
 * Declares a command.
 *
 * @param run imports what it needs; gives the exit code.
 */
export function command<Declared extends Flags, Argument extends string = never>(declared: {
  readonly name: string;
  readonly description: string;
  readonly arguments?: Readonly<Record<Argument, string>>;
  readonly mayLackArguments?: boolean;
  readonly flags: Declared;
  readonly run: (options: CommandOptions<Declared, Argument>, around: Surroundings) => Promise<number>;
}): Command {
  const { name, description, flags, run } = declared;
  return {
    name,
    description,
    arguments: declared.arguments ?? {},
    mayLackArguments: declared.mayLackArguments ?? false,
    flags,
    start: async (args, given, started) => {
      const raw = await withRunToResume(name, flags, given, started);
      const { options, around } = await resolveOptions(flags, raw, started);
      return run({ ...options, ...(args as Readonly<Record<Argument, string>>) }, around);
    },
  };
}
