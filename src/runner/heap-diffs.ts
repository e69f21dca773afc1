/** What the heap held, pattern by pattern: each in a worker of its own, each with an outcome of its own. */
import type { BenchCase, HeapDiff } from "../results/schema.js";
import type { Values } from "../results/own-values.js";
import type { ReadableDataSet } from "../trial/protocol.js";
import { askWorker, type WorkerOptions } from "./worker-process.js";

/** Takes one case's heap diff on the small data set. Never rejects: memwatch may be missing, or die. */
export async function takeHeapDiff(
  benchCase: BenchCase,
  dataSet: ReadableDataSet,
  rows: number,
  options: WorkerOptions,
  { words }: Pick<Values, "words">,
): Promise<HeapDiff> {
  const pattern = { id: benchCase.pattern, options: benchCase.options };
  const outcome = await askWorker({ kind: "heap-diff", pattern, dataSet }, ["heap-diff", "unavailable"], options).then(
    (answer): HeapDiff["outcome"] =>
      answer.kind === "unavailable"
        ? { kind: "unavailable", message: answer.message }
        : { kind: "completed", held: [...answer.held], released: [...answer.released] },
    (error: unknown): HeapDiff["outcome"] => ({
      kind: "failed",
      message: words(error instanceof Error ? error : new Error(String(error))),
    }),
  );
  return { case: benchCase.id, rows, outcome };
}
