/** The report of two lock files in which all that reads go through is the same. */
import { formatCount } from "../format.js";
import { group, sentences, type Report } from "./report.js";

/** Two lock files that say the same. */
export interface SameLocks {
  readonly baseline: string;
  readonly candidate: string;
  /** Exact versions of what reads go through, by name, and of all that it brings along. */
  readonly versions: ReadonlyMap<string, string>;
  /** The version that found it out. */
  readonly ormeter: string;
}

/** All that is said. */
export function sameLocksReport({ baseline, candidate, versions, ormeter }: SameLocks): Report {
  const count = formatCount(versions.size);
  return {
    command: "upgrade",
    title: `What changes from ${baseline} to ${candidate}`,
    facts: [`${baseline} → ${candidate}`, `${count} ${versions.size === 1 ? "package" : "packages"}`],
    verdict: { word: "PASS", why: "nothing that the reads go through differs." },
    ormeter,
    origin: "two lock files.",
    sections: [
      {
        kind: "group",
        id: "versions",
        title: "What was compared",
        blocks: [
          sentences("finding", [
            "Nothing was measured: both lock files have the same versions of all that is read through.",
          ]),
          group(
            "The versions",
            [{ kind: "facts", facts: [...versions].sort().map(([name, version]) => [{ name }, version]) }],
            { terminal: "left out", markdown: "folded" },
          ),
        ],
      },
    ],
  };
}
