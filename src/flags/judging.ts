/** Flags that say what a result is held against, and what counts as a change. */
import { join } from "node:path";
import { baselinesFolder } from "../config/project.js";
import { UsageError } from "../errors.js";
import { flag, toggle } from "./flag.js";

/** A result's file and what it is called. */
export interface NamedFile {
  readonly name: string;
  readonly file: string;
}

export const baseline = flag(
  "--baseline <name>",
  "compare with the baseline of that name",
  (text, name, { cwd }): NamedFile => ({ name: text, file: baselineFile(cwd, name, text) }),
);

/**
 * The file of a named baseline.
 *
 * @throws UsageError for a name that isn't a file's name everywhere.
 */
export function baselineFile(cwd: string, flagName: string, name: string): string {
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/.test(name)) {
    throw new UsageError(
      `${flagName} must name a baseline with letters, digits, dots, hyphens and underscores; received "${name}".`,
    );
  }
  return join(baselinesFolder(cwd), `${name}.json`);
}

/** How a comparison is judged. */
export const judgingFlags = {
  /** Metrics that decide, each with its threshold or with the declared one; undefined where the declared ones decide. */
  failOn: flag(
    "--fail-on <list>",
    "metrics that fail if they regress, with thresholds: allocated:2%,peakRss:5%,wall",
    async (text, name) => (await import("./metric-lists.js")).parseFailOn(text, name),
  ).orElse(() => undefined, "docs/metrics.md"),
  /** Whether "can't tell" is an answer that fails. */
  strict: toggle("--strict", "also exit with 5 if a deciding metric stays undecided"),
};
