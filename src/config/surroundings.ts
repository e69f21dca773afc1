/** What surrounds a command: read once, handed to whoever needs it. Nothing else reads `process.env` or `process.argv`. */

import type { ConfigFile } from "./config-file.js";

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
