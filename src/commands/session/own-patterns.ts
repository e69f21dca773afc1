/** Which patterns can read a workload of a project's own. Pure. */
import type { PatternRequest } from "../../config/patterns.js";
import type { Table } from "../../engines/engine.js";
import { UsageError } from "../../errors.js";
import { folderOf, type ProjectClient } from "../../project/packages.js";
import type { QueryDescription } from "../../trial/client.js";
import type { PatternDescription } from "../../trial/protocol.js";
import type { OwnRead } from "./own-reads.js";

/** A pattern that can't read it, and why: a sentence. */
export interface LeftOut {
  readonly pattern: string;
  readonly why: string;
}

/** What a query can't be read by, and why: as its client says it. */
type Cannot = QueryDescription["cannot"];

/** What can read, and what can't. */
export interface Applicable {
  readonly requests: readonly PatternRequest[];
  readonly leftOut: readonly LeftOut[];
}

/** Why a pattern can't read a query of the user's; undefined where it can, or reads without that query's ORM. */
function whyNoQuery({ id, query }: PatternDescription, { kind, source }: OwnRead, cannot: Cannot): string | undefined {
  if (kind !== "query" || folderOf(id) !== source.folder) return undefined;
  if (query === undefined) return "it makes its statement of a table, and a query can't stand there";
  return cannot[query];
}

/**
 * Of the patterns in the folders that have to do with a workload's source, those that can read it.
 *
 * @param isInstalled whether the project has a package.
 * @param cannot what a query can't be read by, and why.
 * @throws UsageError where none can.
 */
export function applicablePatterns(
  read: OwnRead,
  { key }: Pick<Table, "key">,
  requests: readonly PatternRequest[],
  descriptions: readonly PatternDescription[],
  isInstalled: (name: string) => boolean,
  cannot: Cannot = {},
): Applicable {
  const { workload, source } = read;
  const leftOut: LeftOut[] = [];
  const able = requests.filter(({ id: pattern }) => {
    const description = descriptions.find(({ id }) => id === pattern);
    if (!description) return false;
    const { workloads, needsKey = false, needs = [] } = description;
    // A pattern for another table is nothing that is missing here.
    if (workloads && !workloads.includes(workload)) return false;
    const missing = needs.find((name) => !isInstalled(name));
    const why =
      whyNoQuery(description, read, cannot) ??
      (needsKey && key.length === 0
        ? "it reads page by page, and without a key rows have no order that pages could follow"
        : missing === undefined
          ? undefined
          : needsPackage(missing));
    if (why !== undefined) leftOut.push({ pattern, why });
    return why === undefined;
  });
  if (able.length > 0) return { requests: able, leftOut };
  const reasons = leftOut.map(({ pattern, why }) => `${pattern}: ${why}`).join("; ");
  throw new UsageError(
    `No pattern that was asked for reads ${workload}${source ? "" : ", which is read without an ORM"}` +
      `${reasons === "" ? "" : ` (${reasons})`}.`,
  );
}

/** Why a pattern can't read where a package isn't: a part of a sentence. */
export const needsPackage = (name: string): string =>
  `it needs ${name}, which isn't installed in this project (npm i ${name})`;

/** Those of the requests whose folders can read a workload: its ORM's, and the floors. */
export const inFolders = (
  requests: readonly PatternRequest[],
  { source }: OwnRead,
  clients: readonly ProjectClient[],
): PatternRequest[] =>
  requests.filter(({ id }) => {
    const folder = folderOf(id);
    return folder === source?.folder || clients.some((client) => client.folder === folder && client.isFloor);
  });
