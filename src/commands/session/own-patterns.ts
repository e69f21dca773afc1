/** Which patterns can read a workload of a project's own. Pure. */
import type { PatternRequest } from "../../config/pattern-requests.js";
import type { LoadableRelation, OwnRows, Table } from "../../engines/engine.js";
import { UsageError } from "../../errors.js";
import { folderOf, type ProjectClient } from "../../project/packages.js";
import type { QueryDescription } from "../../trial/client.js";
import type { PatternDescription } from "../../trial/protocol.js";
import { withoutObstacles, type Applicable } from "./left-out.js";
import type { OwnRead } from "./own-read.js";

/** Whether a pattern reads what roots hold: flat rows where they hold nothing, trees otherwise. */
export const readsRelations = (
  { relations }: Pick<PatternDescription, "relations">,
  wanted: readonly Pick<LoadableRelation, "holds">[],
): boolean =>
  wanted.length > 0 === (relations !== undefined) && wanted.every(({ holds }) => relations?.includes(holds));

/** What was found of a workload's rows, as far as it matters here. */
interface Looked extends Pick<OwnRows, "alike"> {
  readonly measured: Pick<Table, "key">;
}

/** What a query can't be read by, and why: as its client says it. */
type Cannot = QueryDescription["cannot"];

/** Why a pattern can't read a query of the user's; undefined where it can, or reads without that query's ORM. */
function whyNoQuery({ id, query }: PatternDescription, { kind, source }: OwnRead, cannot: Cannot): string | undefined {
  if (kind !== "query" || folderOf(id) !== source.folder) return undefined;
  if (query === undefined) return "it makes its statement of a table, and a query can't stand there";
  return cannot[query];
}

/**
 * Of the patterns in the folders that have to do with a workload's source, those that can read it.
 *
 * @param rows what was found of its rows.
 * @param isInstalled whether the project has a package.
 * @param cannot what a query can't be read by, and why.
 * @throws UsageError where none can.
 */
export function applicablePatterns(
  read: OwnRead,
  rows: Looked,
  requests: readonly PatternRequest[],
  descriptions: readonly PatternDescription[],
  isInstalled: (name: string) => boolean,
  cannot: Cannot = {},
): Applicable {
  const { workload, source } = read;
  const known = new Map(descriptions.map((description) => [description.id, description]));
  const theirs = requests.filter(({ id }) => {
    const description = known.get(id);
    if (!description) return false;
    // A pattern for another table is nothing that is missing here.
    if (description.workloads && !description.workloads.includes(workload)) return false;
    return readsRelations(description, []);
  });
  const { requests: able, leftOut } = withoutObstacles(theirs, (id) => {
    const description = known.get(id);
    return description && (whyNoQuery(description, read, cannot) ?? obstacle(description, read, rows, isInstalled));
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

/** Why a pattern can't read a workload: the rest of a sentence; undefined where it can. */
function obstacle(
  { id, needsKey = false, continuesByKey = false, mergesAlike = false, needs = [] }: PatternDescription,
  { entity, source }: OwnRead,
  { measured: { key }, alike }: Looked,
  isInstalled: (name: string) => boolean,
): string | undefined {
  const missing = needs.find((name) => !isInstalled(name));
  if (missing !== undefined) return needsPackage(missing);
  const noOrder = "it reads page by page, and without a key rows have no order that pages could follow";
  if (needsKey && key.length === 0) return noOrder;
  if (needsKey && alike.byKey > 0) {
    return `it reads page by page, and ${String(alike.byKey)} of the rows have the same key as another`;
  }
  if (folderOf(id) !== source?.folder) return undefined;
  if (needsKey && entity?.unordered !== undefined)
    return `it reads page by page, which it can't since ${entity.unordered}`;
  if (continuesByKey && entity?.inexactKey !== undefined) {
    return `it goes on behind the last key of a page, which it can't since ${entity.inexactKey}`;
  }
  if (mergesAlike && alike.toOrm > 0) {
    return (
      `${String(alike.toOrm)} of the rows are the same as another in all that the ORM identifies them by, ` +
      `and it makes one entity of those`
    );
  }
  return undefined;
}

/**
 * Those of the requests whose folders can read a workload: its ORM's, the floors, and those of the project's own clients,
 * which know its tables by themselves.
 */
export const inFolders = (
  requests: readonly PatternRequest[],
  { source }: OwnRead,
  clients: readonly ProjectClient[],
): PatternRequest[] =>
  requests.filter(({ id }) => {
    const folder = folderOf(id);
    const client = clients.find((each) => each.folder === folder);
    return folder === source?.folder || client?.isFloor === true || (client?.isOwn === true && !client.describes);
  });
