/** Whether a read sends the server the same statements as before. Pure. */
import type { StatementChange } from "../results/comparison.js";
import type { Outcome } from "../results/schema.js";

type Completed = Extract<Outcome, { kind: "completed" }>;

/** How often a statement was executed in each trial of one side that could see statements. */
type Counts = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * Holds the statements of the two sides' trials against each other, by text and by number of calls. A number that
 * isn't the same in all trials of a side differs only where it never agrees with the other side's.
 */
export function compareStatements(baseline: readonly Completed[], candidate: readonly Completed[]): StatementChange {
  const [before, after] = [countsOf(baseline), countsOf(candidate)];
  if ("absent" in before) return { kind: "unknown", reason: before.absent };
  if ("absent" in after) return { kind: "unknown", reason: after.absent };
  const [removed, added] = [onlyIn(before.counts, after.counts), onlyIn(after.counts, before.counts)];
  const isSame = removed.length + added.length === 0;
  return isSame ? { kind: "same" } : { kind: "different", baseline: removed, candidate: added };
}

function countsOf(trials: readonly Completed[]): { counts: Counts } | { absent: string } {
  const counts = new Map<string, Set<number>>();
  let seen = 0;
  let absent = "no trial completed";
  for (const { statements } of trials) {
    if ("absent" in statements) {
      absent = statements.absent;
      continue;
    }
    seen++;
    for (const { text, calls } of statements) counts.set(text, (counts.get(text) ?? new Set()).add(calls));
  }
  return seen === 0 ? { absent } : { counts };
}

/** Those that the others don't have, or never as often. */
function onlyIn(these: Counts, others: Counts): { text: string; calls: number }[] {
  return [...these].flatMap(([text, calls]) => {
    const other = others.get(text);
    return other && [...calls].some((count) => other.has(count)) ? [] : [{ text, calls: Math.max(...calls) }];
  });
}
