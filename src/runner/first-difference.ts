/** Where a case that returned different data differs first. Reads again, unmeasured. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverRows } from "../results/equivalence.js";
import type { BenchCase, Equivalence, Trial } from "../results/schema.js";
import type { Values } from "../results/own-values.js";
import type { ReadableDataSet, Reader } from "../trial/protocol.js";
import { askWorker, type WorkerOptions } from "./worker-process.js";

type Different = Equivalence & { kind: "different" };

/** Who reads, with the worker that does. */
interface Reading {
  readonly pattern: Reader;
  readonly worker: WorkerOptions;
}

/** What it takes to read again. */
export interface Rereading {
  readonly cases: readonly BenchCase[];
  readonly trials: readonly Trial[];
  /** The measured data set, then the small one. */
  readonly dataSets: readonly [measured: ReadableDataSet, small: ReadableDataSet];
  readonly workerOf: (benchCase: BenchCase) => WorkerOptions;
  /** The worker that reads the server's own rows. */
  readonly own: WorkerOptions;
  /** What becomes of values. */
  readonly values: Values;
}

/**
 * Looks for the first row that the two don't have alike: in the measured data set, then in the small one. Where a second
 * reading finds no difference, a value that was noted as no such column's is looked up; otherwise the summary has to do.
 */
export async function findFirstDifference(
  different: Different,
  rereading: Rereading,
): Promise<Pick<Different, "firstDifference" | "timeZone">> {
  const [odd, reference] = [different.case, different.reference].map((id) => readingOf(id, rereading));
  if (!odd || !reference) return {};
  const folder = await mkdtemp(join(tmpdir(), "ormeter-"));
  try {
    for (const dataSet of rereading.dataSets) {
      const file = join(folder, "row-hashes");
      const hashes = { kind: "row-hashes", dataSet, file } as const;
      await askWorker({ ...hashes, pattern: reference.pattern, mode: "write" }, ["hashed"], reference.worker);
      const { difference } = await askWorker(
        { ...hashes, pattern: odd.pattern, mode: "compare" },
        ["compared"],
        odd.worker,
      );
      if (!difference) continue;
      const { key, timeZone } = difference;
      const kinds = new Map(dataSet.columns.map(({ name, kind }) => [name, kind]));
      const firstDifference = rereading.values.difference(await describeRow(key, odd, reference, dataSet), kinds);
      return { firstDifference, ...(timeZone !== undefined && { timeZone }) };
    }
    // Where values are hidden, so is the key by which the row would be looked up; the summary says what there is to say.
    return rereading.values.kind === "hidden" ? {} : await describeMisfit(different.case, reference, rereading);
  } catch {
    return {};
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readingOf(id: string, { cases, workerOf, own }: Rereading): Reading | undefined {
  if (id === serverRows) return { pattern: "server", worker: own };
  const found = cases.find((one) => one.id === id);
  return found && { pattern: { id: found.pattern, options: found.options }, worker: workerOf(found) };
}

const rowOf = async ({ pattern, worker }: Reading, dataSet: ReadableDataSet, key: string) =>
  (await askWorker({ kind: "row", pattern, dataSet, key }, ["row"], worker)).columns;

async function describeRow(
  key: string,
  odd: Reading,
  reference: Reading,
  dataSet: ReadableDataSet,
): Promise<NonNullable<Different["firstDifference"]>> {
  const [row, expected] = [await rowOf(odd, dataSet, key), await rowOf(reference, dataSet, key)];
  const columns = [...dataSet.columns, ...(dataSet.relations ?? [])]
    .map(({ name }, index) => ({ name, value: row?.[index] ?? null, reference: expected?.[index] ?? null }))
    .filter(({ value, reference: other }) => value !== other)
    .map((column) => (isRelation(column.name, dataSet) ? differingRows(column) : column));
  return { key, columns, missing: row === null ? "case" : expected === null ? "reference" : "neither" };
}

const isRelation = (name: string, { relations = [] }: ReadableDataSet): boolean =>
  relations.some((each) => each.name === name);

/** Most characters that are shown of what one root holds. */
const mostOfRelated = 200;

/** Of two lists of related rows what the one has and the other hasn't; as they are where one isn't a list. */
function differingRows({ name, value, reference }: { name: string; value: string | null; reference: string | null }) {
  const [own, other] = [rowsIn(value), rowsIn(reference)];
  if (!own || !other) return { name, value, reference };
  const only = (rows: readonly string[], others: readonly string[]) =>
    `${String(rows.length)} rows` +
    (rows.some((row) => !others.includes(row))
      ? `, among them ${(rows.find((row) => !others.includes(row)) ?? "").slice(0, mostOfRelated)}`
      : "");
  return { name, value: only(own, other), reference: only(other, own) };
}

/** Related rows of a text ({@link textOfRelated}), each as a text; undefined for what is none. */
function rowsIn(text: string | null): string[] | undefined {
  if (text?.startsWith("[") !== true) return undefined;
  return (JSON.parse(text) as unknown[]).map((row) => JSON.stringify(row));
}

/** What came in the window only: the value as it was noted, beside what the row holds. */
async function describeMisfit(
  id: string,
  reference: Reading,
  { trials, dataSets: [dataSet] }: Rereading,
): Promise<Pick<Different, "firstDifference">> {
  const noted = trials.flatMap(({ case: of, outcome }) =>
    of === id && outcome.kind === "completed" && outcome.misfits ? [outcome.misfits] : [],
  );
  const [first] = noted;
  if (!first) return {};
  const { row: key, column: name, received: value } = first;
  const row = await rowOf(reference, dataSet, key);
  const at = dataSet.columns.findIndex((column) => column.name === name);
  return {
    firstDifference: {
      key,
      missing: row === null ? "reference" : "neither",
      columns: [{ name, value, reference: row?.[at] ?? null }],
    },
  };
}
