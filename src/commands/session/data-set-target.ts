/** A data set that ormeter loads, as what a command reads. */
import { commandLine } from "../../config/invocation.js";
import { packageRoot } from "../../config/project.js";
import type { PatternRequest } from "../../config/pattern-requests.js";
import { UsageError } from "../../errors.js";
import { projectPackages } from "../../project/clients.js";
import { folderOf } from "../../project/packages.js";
import type { ProjectWorkload } from "../../project/workloads.js";
import { installedVariant } from "../../results/environment.js";
import { dataSetToRead } from "../../runner/run.js";
import { installOnDemand, onDemand } from "../../runner/variants/on-demand.js";
import { placeProgram } from "../../runner/variants/place-program.js";
import { installedWorker, nodeWorker } from "../../runner/worker-process.js";
import { missingPackage, notesOn, withoutObstacles } from "./left-out.js";
import type { OtherWorker } from "./other-worker.js";
import { readsRelations } from "./own-patterns.js";
import type { Target } from "./target.js";

/** What of a command's options says which. */
export interface DataSetOptions extends Pick<Target, "patterns" | "rows" | "server" | "workload"> {
  /** Other numbers of rows to read, fewer than `rows`. */
  readonly sizes?: readonly number[];
  /** Whether nothing may be written, not even it. */
  readonly readOnly?: boolean;
}

/**
 * The data set of one of the project's workloads.
 *
 * @throws UsageError where none of the patterns can be read on this Node.
 */
export function dataSetTarget({
  workload,
  rows,
  patterns: asked,
  server: given,
  readOnly = false,
  sizes = [],
}: DataSetOptions): Target {
  const onThisNode = withoutObstacles(asked, (id) => onDemand(folderOf(id))?.unfit);
  // Where nothing is left, nothing is begun.
  notesOn(onThisNode);
  const { requests: patterns } = onThisNode;
  return {
    name: workload.name,
    isEntity: false,
    workload,
    root: packageRoot(),
    program: () => Promise.resolve(installedWorker),
    surroundings: {},
    server: { ...given, mayWrite: given.mayWrite && !readOnly },
    patterns,
    rows,
    others: async ({ nodeArgs, ...installing }) => {
      const folders = new Set(patterns.map(({ id }) => folderOf(id)));
      const workers: OtherWorker[] = [];
      const known = await projectPackages();
      for (const folder of folders) {
        const demanded = onDemand(folder);
        if (!demanded) continue;
        const at = await installOnDemand(demanded, installing);
        const { packages } = installedVariant(folder, at, known);
        // A generator's own packages lie there, too, and another ORM may be read through one of them.
        const read = Object.entries(packages).filter(([name]) => known.touches(name, folder));
        workers.push({
          reads: (pattern) => folderOf(pattern) === folder,
          command: nodeWorker(nodeArgs, { node: process.execPath, worker: await placeProgram(at) }),
          packages: Object.fromEntries(read),
        });
      }
      return workers;
    },
    look: async (database, descriptions, _worker, readWith) => {
      const described = new Map(
        descriptions.filter((each) => readsRelations(each, workload.relations)).map((each) => [each.id, each]),
      );
      const theirs = patterns.filter(({ id }) => described.has(id));
      if (theirs.length === 0) throw noneReads(workload, patterns);
      const known = await projectPackages();
      const able = withoutObstacles(theirs, (id) => missingPackage(described.get(id) ?? {}, readWith(id), known));
      const leftOut = [...onThisNode.leftOut, ...able.leftOut];
      return {
        read: dataSetToRead(database, rows, workload),
        otherSizes: sizes.map((size) => ({ rows: size, read: dataSetToRead(database, size, workload) })),
        rows,
        patterns: able.requests,
        leftOut,
        notes: notesOn({ requests: able.requests, leftOut }),
      };
    },
  };
}

function noneReads({ name, relations }: ProjectWorkload, patterns: readonly PatternRequest[]): UsageError {
  const what = relations.length > 0 ? `trees, roots with their ${relations[0]?.name ?? ""}` : "flat rows";
  return new UsageError(
    `None of ${patterns.map(({ id }) => id).join(", ")} reads ${name}, which has ${what}: ` +
      `${commandLine("patterns", "")} shows which do.`,
  );
}
