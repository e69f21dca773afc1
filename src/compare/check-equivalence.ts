/** Whether all reads returned the same data. Pure. */
import { dataSetOf } from "../results/cases.js";
import { serverRows } from "../results/equivalence.js";
import type { BenchCase, DataSet, Equivalence, Fingerprint, Outcome, Result, Trial } from "../results/schema.js";
import { readOf } from "./same-read.js";
import { checkAgainstThemselves } from "./self-equivalence.js";
import { shapeChange } from "./shape-change.js";

type Completed = Extract<Outcome, { kind: "completed" }>;

/** A case as far as it matters here: what it is called, and which read it is. */
export type ReadCase = Pick<BenchCase, "id" | "pattern" | "options">;

/** A read that came to its end. */
interface Read {
  readonly id: string;
  readonly outcome: Completed;
}

/** What reads are held against. */
interface Reference {
  readonly id: string;
  readonly fingerprint: Fingerprint;
}

const key = ({ rows, checksum, digest }: Fingerprint): string => `${rows} ${checksum} ${digest}`;

/** In a few words, in what a read differs; the coarsest difference first. */
function summarise({ fingerprint: read, misfits }: Completed, { fingerprint: reference }: Reference): string {
  if (read.rows !== reference.rows) return `${read.rows} rows were read, not ${reference.rows}`;
  if (misfits) {
    const { count, row, column, received } = misfits;
    const which = count === 1 ? "a value isn't" : `${count} values aren't`;
    return `${which} what the column can hold: of row ${row} the ${column} is ${received}`;
  }
  if (read.checksum !== reference.checksum) {
    return `the checksum over all columns is ${read.checksum}, not ${reference.checksum}`;
  }
  return "the small data set's full content differs, though count and checksum agree";
}

/**
 * Holds every completed trial against the server's own rows. Then, since two versions of one read owe each other more
 * than equal values, the shape of every read against that of the first case which is the same read.
 *
 * What functions of the user's read is held against itself alone.
 *
 * Where the server's own rows aren't known (an older result), trials are held against what most of those read that read
 * as many rows as the data set has, or most of all where none did; among equals against the first one. Where all agree,
 * but on another number of rows than the data set has, they are all wrong: then the first case stands for them.
 *
 * Rows of the user's may change while they are read: then it can't be told whether it was the reads that differed.
 *
 * @param cases in the order in which others are rather held against them; those that aren't here follow as they were
 *   read, and are nobody's other version.
 */
export function checkEquivalence(
  trials: readonly Trial[],
  { rows, expected, own }: Pick<DataSet, "rows" | "expected" | "own">,
  cases: readonly ReadCase[] = [],
): Equivalence {
  if (own?.kind === "functions") return checkAgainstThemselves(trials, cases);
  const reads = inOrder(trials, cases).flatMap(({ case: id, outcome }): Read[] =>
    outcome.kind === "completed" ? [{ id, outcome }] : [],
  );
  const reference: Reference | undefined =
    expected && !("absent" in expected) ? { id: serverRows, fingerprint: expected } : majority(reads, rows);
  if (reads.length === 0 || !reference) return { kind: "unknown", reason: "no trial completed" };
  const odd = reads.filter(({ outcome }) => key(outcome.fingerprint) !== key(reference.fingerprint));
  // Rows that changed meanwhile explain every other value, but for one that no row can have.
  if (odd[0] && own?.changed !== undefined && odd.every(({ outcome }) => !outcome.misfits)) {
    return { kind: "unknown", reason: "rows changed while they were read, and what was read isn't the same" };
  }
  if (odd[0]) return different(odd[0].id, reference.id, summarise(odd[0].outcome, reference), odd);
  if (reference.fingerprint.rows !== rows) {
    const summary = `${reference.fingerprint.rows} rows were read, but the data set has ${rows}`;
    return different(reference.id, reference.id, summary, []);
  }
  return checkShapes(reads, cases);
}

/** {@link checkEquivalence} of a run that reads several sizes, each held against its own rows: the worst of them. */
export function checkAllSizes(
  trials: readonly Trial[],
  read: Pick<Result, "dataSet" | "otherSizes">,
  cases: readonly BenchCase[],
): Equivalence {
  const { dataSet, otherSizes = [] } = read;
  if (otherSizes.length === 0) return checkEquivalence(trials, dataSet, cases);
  const found = [dataSet, ...otherSizes].map((size) => {
    const own = cases.filter((each) => dataSetOf(read, each) === size);
    return checkEquivalence(
      trials.filter((trial) => own.some(({ id }) => id === trial.case)),
      size,
      own,
    );
  });
  const worst = (["different", "same"] as const).flatMap((kind) => found.filter((each) => each.kind === kind));
  return worst[0] ?? checkEquivalence(trials, dataSet, cases);
}

function different(id: string, reference: string, summary: string, odd: readonly { id: string }[]) {
  const others = [...new Set(odd.map((each) => each.id))].filter((other) => other !== id);
  return { kind: "different", case: id, reference, summary, ...(others.length > 0 && { others }) } as const;
}

/** Votes: among equally many the first one read wins. */
function majority(reads: readonly Read[], rows: number): Reference | undefined {
  const votes = new Map<string, Reference[]>();
  for (const { id, outcome } of reads) {
    const { fingerprint } = outcome;
    votes.set(key(fingerprint), [...(votes.get(key(fingerprint)) ?? []), { id, fingerprint }]);
  }
  const whole = ([first]: readonly Reference[]): number => Number(first?.fingerprint.rows === rows);
  // Array.sort is stable.
  return [...votes.values()].sort((a, b) => whole(b) - whole(a) || b.length - a.length)[0]?.[0];
}

/** Reads of equal values: whether those of one pattern, in whatever versions, are alike in everything else, too. */
function checkShapes(reads: readonly Read[], cases: readonly ReadCase[]): Equivalence {
  const firsts = new Map<string, Read>();
  const orders = new Map<string, Set<string>>();
  for (const { id, outcome } of reads) {
    if (outcome.shape) orders.set(id, (orders.get(id) ?? new Set()).add(outcome.shape.order));
  }
  const isSteady = ({ id }: Read) => orders.get(id)?.size === 1;
  const changed = reads.flatMap((read) => {
    const own = cases.find(({ id }) => id === read.id);
    const name = own ? readOf(own) : read.id;
    const first = firsts.get(name) ?? read;
    firsts.set(name, first);
    const change = shapeChange(first.outcome, read.outcome, isSteady(first) && isSteady(read));
    return change ? [{ ...change, id: read.id, reference: first.id }] : [];
  });
  const [first] = changed;
  if (!first) return { kind: "same" };
  const { id, reference, summary, firstDifference } = first;
  return { ...different(id, reference, summary, changed), ...(firstDifference && { firstDifference }) };
}

function inOrder(trials: readonly Trial[], cases: readonly ReadCase[]): Trial[] {
  const places = new Map(cases.map(({ id }, index) => [id, index]));
  const place = ({ case: id }: Trial) => places.get(id) ?? cases.length;
  return [...trials].sort((a, b) => place(a) - place(b));
}
