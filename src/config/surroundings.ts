/** What surrounds a command: read once, handed to whoever needs it. Nothing else reads `process.env` or `process.argv`. */

/** What a config says, as flags would: text by the flag's name in camel case, true for switches. */
export interface ConfigFile {
  readonly file: string;
  /** The folder that it lies in: paths in it are relative to that, and it is the project's. */
  readonly folder: string;
  readonly values: Readonly<Record<string, string | true>>;
}

/** What of the surroundings options are read from. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: Date;
  /** The project's config, where there is one. */
  readonly config?: ConfigFile;
}

/** This process's, as they are now. */
export const surroundings = (): Surroundings => ({ env: { ...process.env }, cwd: process.cwd(), now: new Date() });

/** An environment variable; one that is empty counts as not set, since that is how CI hosts leave one out. */
export const setIn = (env: Surroundings["env"], name: string): string | undefined =>
  env[name] === "" ? undefined : env[name];
