/**
 * Flags that npm took for itself: `npm run bench --rows=5000` gives the command nothing, and npm's scripts a variable
 * npm_config_rows. The default of a million rows would be read without a word.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isRunByNpm, type Invocation } from "./invocation.js";

/** A flag of a command, as commander knows it. */
export interface Flag {
  /** `--rng-seed` */
  readonly long?: string | undefined;
  /** `--rng-seed <n>` */
  readonly flags: string;
}

/**
 * Which of a command's flags npm took, as they are typed: `--rows <n>`. Their values aren't repeated: one may be a URL
 * with a password.
 */
export function flagsTakenByNpm(flags: readonly Flag[], { env, cwd }: Pick<Invocation, "env" | "cwd">): string[] {
  if (!isRunByNpm({ env })) return [];
  return flags
    .filter(({ long = "" }) => {
      const key = long.slice(2).replaceAll("-", "_");
      return env[`npm_config_${key}`] !== undefined && !isInSettings(key, env, cwd);
    })
    .map(({ flags: typed }) => typed);
}

/** Whether a file of npm's settings has the key: `json = true` in one is nothing that was typed. */
function isInSettings(key: string, env: Invocation["env"], cwd: string): boolean {
  const files = [env["npm_config_userconfig"], env["npm_config_globalconfig"], join(cwd, ".npmrc")];
  const line = new RegExp(`^\\s*${key.replaceAll("_", "[_-]")}\\s*(?:=|$)`, "mi");
  return files.some((file) => file !== undefined && line.test(textOf(file)));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
