/** Functions of a project's own that read, measured as they are, side by side. */
import { createHash } from "node:crypto";
import { relative } from "node:path";
import type { Database, OwnRows, OwnRowsLooking } from "../../engines/engine.js";
import { UsageError } from "../../errors.js";
import type { ExportedFrom } from "../../flags/own.js";
import type { OwnProject } from "../../project/own/own-project.js";
import { readableDataSet } from "../../runner/readable.js";
import { askWorker, type WorkerOptions } from "../../runner/worker-process.js";
import type { OwnSource } from "../../trial/client.js";
import { nameOf } from "./own-queries.js";
import type { OwnRead } from "./own-read.js";

/** What is read through where there is no ORM. */
const driver = "pg";

/**
 * The one workload of all functions, and the project with what stands for them among the patterns.
 *
 * @throws UsageError where two would have one name
 */
export function withFunctions(
  project: OwnProject,
  reads: readonly ExportedFrom[],
  source: OwnSource | undefined,
): { readonly project: OwnProject; readonly reads: OwnRead[] } {
  if (reads.length === 0) return { project, reads: [] };
  const folder = source?.folder ?? driver;
  const found = reads.map((read) => {
    const name = nameOf(read);
    return { read, name, pattern: `${folder}/read/${name}`, file: relative(project.folder, read.file) };
  });
  const twice = found.find(({ name }, index) => found.findIndex((other) => other.name === name) !== index);
  if (twice) {
    throw new UsageError(
      `--read: two functions would be called ${twice.name}: name one by its export, ${twice.file}#name.`,
    );
  }
  const files = new Map(project.files.files);
  for (const { read, name, pattern, file } of found) {
    files.set(`bench/${pattern}.js`, entrance(project, read, { name, file }));
  }
  return {
    project: { ...project, files: { ...project.files, files } },
    reads: [
      {
        kind: "functions",
        workload: found.map(({ name }) => name).join(", "),
        reads: found.map(({ pattern, file }) => ({ pattern, file })),
        ...(source && { source }),
      },
    ],
  };
}

/** The module that makes a pattern of a function; with a digest of the file, by which an edited one is told. */
function entrance(
  project: OwnProject,
  { file: source, exported }: ExportedFrom,
  { name, file }: { readonly name: string; readonly file: string },
): Buffer {
  const path = project.fileOf(source);
  const digest = createHash("sha256")
    .update(project.files.files.get(path) ?? "")
    .digest("hex");
  const given = [`read/${name}`, file].map((each) => JSON.stringify(each));
  const load = `() => import(${JSON.stringify(`../../../${path}`)})`;
  return Buffer.from(
    `// ${digest}\nimport { ownRead } from "../../../src/trial/own-function.js";\n` +
      `export default await ownRead(${[...given, load, JSON.stringify(exported)].join(", ")});\n`,
  );
}

/** What functions read, as far as it can be known. */
export interface CountedReads {
  readonly rows: OwnRows;
  readonly rowsOf: (pattern: string) => number;
  /** Sentences on those that couldn't be counted: their trials will say the same. */
  readonly notes: readonly string[];
}

/** What counting takes. */
interface Counting extends Omit<OwnRowsLooking, "smallRows"> {
  readonly database: Pick<Database, "readerUrl">;
}

/** Calls each function once, unmeasured, to know how many rows it gives. */
export async function countReads(
  { workload, reads, source }: OwnRead & { kind: "functions" },
  { database: { readerUrl: url }, values, snapshot }: Counting,
  worker: WorkerOptions,
): Promise<CountedReads> {
  const inSnapshot = snapshot !== undefined && { snapshot };
  const table = { url, workload, schema: "", name: "", columns: [], key: [], ...inSnapshot };
  const dataSet = readableDataSet(table, source);
  const counts = new Map<string, number>();
  const notes: string[] = [];
  for (const { pattern } of reads) {
    try {
      const call = { id: pattern, options: {} };
      counts.set(pattern, (await askWorker({ kind: "count", pattern: call, dataSet }, ["counted"], worker)).rows);
    } catch (error) {
      worker.signal.throwIfAborted();
      notes.push(`${pattern} failed when it was tried: ${values.words(error as Error)}`);
    }
  }
  const rowsOf = (pattern: string): number => Math.max(1, counts.get(pattern) ?? 1);
  const most = Math.max(...reads.map(({ pattern }) => rowsOf(pattern)));
  return {
    notes,
    rowsOf,
    rows: {
      measured: table,
      small: table,
      smallRows: most,
      alike: { byKey: 0, toOrm: 0 },
      dataSet: {
        name: workload,
        version: 1,
        schema: "",
        rows: most,
        digest: "",
        bytes: 0,
        own: {
          kind: "functions",
          relation: reads.map(({ file }) => file).join(", "),
          unchecked: [],
          values: values.kind,
          ...(inSnapshot && { inSnapshot: true }),
        },
      },
      changes: () => Promise.resolve(undefined),
    },
  };
}
