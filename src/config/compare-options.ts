/** Options of `compare`: which two results, and how they are judged. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../errors.js";
import { baselineFile, resolveJudging, type Judging, type NamedFile, type RawJudging } from "./comparison-options.js";
import { namedOut, setIn, type Surroundings } from "./options.js";

/** Options of `compare` as commander gives them. */
export interface RawCompareOptions extends RawJudging {
  readonly out?: string;
  readonly json?: boolean;
}

/** A result, and which of the sets of versions that it was made with is meant; undefined where it has but one. */
export interface NamedSide extends NamedFile {
  readonly variant?: string;
}

/** Options of `compare`, complete and checked. */
export interface CompareOptions {
  readonly baseline: NamedSide;
  readonly candidate: NamedSide;
  /** The folder for result and reports; none where they are only shown. */
  readonly out: string | undefined;
  readonly json: boolean;
  readonly judging: Judging;
  readonly stepSummary: string | undefined;
}

/**
 * Resolves the options of `compare`.
 *
 * @param sides each a run's folder, a result's file, or a baseline's name; behind a # one of its variants.
 * @throws UsageError for the first value that won't do.
 */
export function resolveCompareOptions(
  sides: { readonly baseline: string; readonly candidate: string },
  raw: RawCompareOptions,
  { cwd, env }: Surroundings,
): CompareOptions {
  // What lies at a path goes before a baseline of that name.
  const placesOf = (text: string): string[] => [
    resolve(cwd, text),
    ...(/[/\\#]/.test(text) ? [] : [baselineFile(cwd, "compare", text)]),
  ];
  const find = (text: string): string | undefined => placesOf(text).find((each) => existsSync(each));
  const locate = (text: string): NamedSide => {
    const whole = find(text);
    if (whole !== undefined) return { name: text, file: whole };
    const [run = "", ...variant] = text.split("#");
    const file = variant.length > 0 && run !== "" ? find(run) : undefined;
    if (file !== undefined) return { name: text, file, variant: variant.join("#") };
    throw new UsageError(
      `There is no result "${text}": name a run's folder, its result.json, or a baseline ` +
        `(there is no ${placesOf(text).join(" and no ")}).`,
    );
  };
  return Object.freeze({
    baseline: locate(sides.baseline),
    candidate: locate(sides.candidate),
    out: namedOut(raw.out, cwd),
    json: raw.json ?? false,
    judging: resolveJudging(raw),
    stepSummary: setIn(env, "GITHUB_STEP_SUMMARY"),
  });
}
