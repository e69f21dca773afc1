/**
 * What memory a service needs that reads like this: what the read adds to the process. What Node, the ORM and a connection
 * weigh a service has anyway, beside a baseline of its own that nobody measured here.
 */
import type { Result } from "../../results/schema.js";
import type { CaseSummary } from "../../results/case-summary.js";
import { formatList, formatValue } from "../format.js";

/** Bytes: what a process weighed before its read, and the most that the read added to that in any trial. */
interface Added {
  readonly label: string;
  readonly before: number;
  readonly adds: number;
}

/** The sentence; undefined where there is no peak. The most in any trial, since a service lives through every read. */
export function serviceNeeds(cases: readonly CaseSummary[], result: Result): string | undefined {
  const added = cases.flatMap((each) => addedBy(each, result));
  if (added.length > 0 && added.length === cases.length) {
    const parts = added.map(({ label, adds }) => `up to ${formatValue(adds, "bytes")} with ${label}`);
    return (
      `Before the read the process took ${weights(added)} (Node, libraries, a connection). The read added ` +
      `${formatList(parts)}: a service needs that on top of its own memory.`
    );
  }
  const peaks = cases.flatMap(({ label, metrics: { peakRss } }) =>
    peakRss.kind === "measured" ? [`up to ${formatValue(peakRss.summary.max, "bytes")} with ${label}`] : [],
  );
  if (peaks.length === 0) return undefined;
  return (
    `Peak RSS was ${formatList(peaks)}, Node itself included: a service needs what the read adds to that, on top of its ` +
    `own memory.`
  );
}

function addedBy({ label, case: { id } }: CaseSummary, { trials }: Result): Added[] {
  const pairs = trials.flatMap(({ case: own, outcome }) => {
    if (own !== id || outcome.kind !== "completed") return [];
    const { startRss, metrics } = outcome;
    const { peakRss } = metrics;
    return typeof startRss === "number" && typeof peakRss === "number" ? [{ startRss, peakRss }] : [];
  });
  const [most] = pairs.toSorted((a, b) => b.peakRss - b.startRss - (a.peakRss - a.startRss));
  return most ? [{ label, before: most.startRss, adds: most.peakRss - most.startRss }] : [];
}

/** "71 MB", or "71 MB to 74 MB". */
function weights(added: readonly Added[]): string {
  const sizes = added.map(({ before }) => before);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map((bytes) => formatValue(bytes, "bytes"));
  return least === most ? String(least) : `${String(least)} to ${String(most)}`;
}
