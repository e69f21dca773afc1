/** What is compared, where one result holds the trials of both sides. */
import type { Result } from "../../../results/schema.js";
import { printable, excerpt } from "../../printable.js";
import type { Report } from "../report.js";
import { comparisonsOf } from "./compared-result.js";

/** Longest name of a side beside its colour, in characters: a path to a tarball may be long. */
const longestName = 60;

/** The names of the sides; undefined where the trials are of one side only. All of a row of versions but the first are candidates. */
export function sidesOf(result: Result): Report["sides"] {
  const compared = comparisonsOf(result).filter(({ trials }) => trials === "interleaved");
  const [first] = compared;
  if (!first) return undefined;
  const name = (text: string) => printable(excerpt(text, longestName));
  const candidates = [...new Set(compared.map(({ candidate }) => name(candidate.name)))];
  return { baseline: name(first.baseline.name), candidate: candidates.join(", ") };
}
