/** Whether all reads returned the same data. Pure. */
import type { DataSet, Equivalence, Fingerprint, Trial } from "../results/schema.js";

const key = ({ rows, checksum, digest }: Fingerprint): string => `${rows} ${checksum} ${digest}`;

/** In one sentence, in what the two differ; the coarsest difference first. */
function summarise(read: Fingerprint, reference: Fingerprint): string {
  if (read.rows !== reference.rows) return `${read.rows} rows were read, not ${reference.rows}`;
  if (read.checksum !== reference.checksum) {
    return `the checksum over all columns is ${read.checksum}, not ${reference.checksum}`;
  }
  return "the small data set's full content differs, though count and checksum agree";
}

/**
 * Holds every completed trial against what most of those read that read as many rows as the data set has, or most of
 * all where none did; among equals against the first one. Where all agree, but on another number of rows than the data set
 * has, they are all wrong: then the first case stands for them.
 *
 * @param order ids of cases, those that others are rather held against first; others follow as they were read.
 */
export function checkEquivalence(
  trials: readonly Trial[],
  dataSet: Pick<DataSet, "rows">,
  order: readonly string[] = [],
): Equivalence {
  const read = inOrder(trials, order).flatMap(({ case: id, outcome }) =>
    outcome.kind === "completed" ? [{ id, fingerprint: outcome.fingerprint }] : [],
  );
  const votes = new Map<string, typeof read>();
  for (const trial of read) votes.set(key(trial.fingerprint), [...(votes.get(key(trial.fingerprint)) ?? []), trial]);
  const whole = ([first]: typeof read): number => Number(first?.fingerprint.rows === dataSet.rows);
  // Array.sort is stable: among equally many votes the first one read stays first.
  const [majority, ...others] = [...votes.values()].sort((a, b) => whole(b) - whole(a) || b.length - a.length);
  const reference = majority?.[0];
  if (!reference) return { kind: "unknown", reason: "no trial completed" };
  const odd = others[0]?.[0];
  if (odd) {
    return {
      kind: "different",
      case: odd.id,
      reference: reference.id,
      summary: summarise(odd.fingerprint, reference.fingerprint),
    };
  }
  if (reference.fingerprint.rows !== dataSet.rows) {
    return {
      kind: "different",
      case: reference.id,
      reference: reference.id,
      summary: `${reference.fingerprint.rows} rows were read, but the data set has ${dataSet.rows}`,
    };
  }
  return { kind: "same" };
}

function inOrder(trials: readonly Trial[], order: readonly string[]): Trial[] {
  const places = new Map(order.map((id, index) => [id, index]));
  const place = ({ case: id }: Trial) => places.get(id) ?? order.length;
  return [...trials].sort((a, b) => place(a) - place(b));
}
