/** What `ormeter compare` may be asked. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../../errors.js";
import { baselineFile, judgingFlags, type NamedFile } from "../../flags/judging.js";
import { json, out } from "../../flags/output.js";
import type { CommandOptions } from "./types.js";

export const compareFlags = { ...judgingFlags, out, json };

/** A result, and which of the sets of versions that it was made with is meant; undefined where it has but one. */
export interface NamedSide extends NamedFile {
  readonly variant?: string;
}

export interface CompareOptions extends CommandOptions<typeof compareFlags> {
  readonly baseline: NamedSide;
  readonly candidate: NamedSide;
}

/**
 * Finds a side.
 *
 * @param text a run's folder, a result's file, or a baseline's name; behind a # one of its variants.
 * @throws UsageError where there is none.
 */
export function locate(text: string, cwd: string): NamedSide {
  // What lies at a path goes before a baseline of that name.
  const placesOf = (name: string): string[] => [
    resolve(cwd, name),
    ...(/[/\\#]/.test(name) ? [] : [baselineFile(cwd, "compare", name)]),
  ];
  const find = (name: string): string | undefined => placesOf(name).find((each) => existsSync(each));
  const whole = find(text);
  if (whole !== undefined) return { name: text, file: whole };
  const [run = "", ...variant] = text.split("#");
  const file = variant.length > 0 && run !== "" ? find(run) : undefined;
  if (file !== undefined) return { name: text, file, variant: variant.join("#") };
  throw new UsageError(
    `There is no result "${text}": name a run's folder, its result.json, or a baseline ` +
      `(there is no ${placesOf(text).join(" and no ")}).`,
  );
}
