/** What the heap held, from a run with `--heap-diff`, in a sentence a case. */
import type { HeapDiff, Result } from "../../results/schema.js";
import { summariseCases } from "../../results/case-summary.js";
import { formatCount, formatList, formatValue } from "../format.js";

type Growth = Extract<HeapDiff["outcome"], { kind: "completed" }>["held"][number];

/** How many constructors a sentence names. */
const named = 4;

/** The sentences, in the result's order; empty where no heap was compared. They quote names from the result. */
export function heapSentences(result: Result): string[] {
  const labels = new Map(summariseCases(result).map(({ case: { id }, label }) => [id, label]));
  return (result.heapDiffs ?? []).map(({ case: id, rows, outcome }) => {
    const label = labels.get(id) ?? id;
    switch (outcome.kind) {
      case "completed":
        return (
          `${label} at ${formatCount(rows)} rows: held ${largest(outcome.held)}; ` +
          `after release ${largest(outcome.released)}.`
        );
      case "unavailable":
        return `${label}: the heap could not be compared: ${outcome.message}.`;
      case "failed":
        return `${label}: comparing the heap failed: ${outcome.message}.`;
    }
  });
}

function largest(growths: readonly Growth[]): string {
  const grown = growths.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
  if (grown.length === 0) return "nothing more than before";
  const parts = grown
    .slice(0, named)
    .map(
      ({ constructorName, bytes, count }) =>
        `${constructorName} ${formatValue(bytes, "bytes")} (${formatCount(count)})`,
    );
  const others = grown.slice(named).reduce((sum, { bytes }) => sum + bytes, 0);
  return formatList(others > 0 ? [...parts, `${formatValue(others, "bytes")} of others`] : parts);
}
