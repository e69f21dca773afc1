/** What of the user's is read: a table, a view or a query, once the catalog was asked. */
import type { ClientBase } from "pg";
import type { CatalogColumn, OwnRelation, OwnRowsLooking, Unchecked } from "../engine.js";
import type { Told } from "./alike-rows.js";

export type OwnTable = OwnRelation & { kind: "table" };
export type OwnQuery = OwnRelation & { kind: "query" };

/** What looking at rows takes. */
export interface Looking extends Pick<OwnRowsLooking, "values"> {
  readonly client: ClientBase;
  readonly mode: "READ ONLY" | { readonly begin: string };
}

/** What is read, before it is known how many rows there are. */
export interface Relation extends Told {
  readonly kind: "table" | "view" | "query";
  readonly schema: string;
  /** As SQL has it, for people. */
  readonly shown: string;
  /** A SELECT list's columns and the FROM item that has them. */
  readonly from: string;
  readonly where?: string | undefined;
  /** Columns whose values aren't compared. */
  readonly unchecked: readonly Unchecked[];
  /** Whether all columns of the FROM item are read. */
  readonly whole: boolean;
  readonly bytes: number;
  /** Whether policies decide which rows this role sees. */
  readonly rowSecurity: boolean;
  /** Of a query: where it stands for what the user must mend, and what a part of it is. */
  readonly query?: OwnQuery;
}

/**
 * With a mark on those whose values aren't compared, and on those that an entity may be without.
 *
 * @param missing names of the latter.
 */
export const marked = (
  columns: readonly CatalogColumn[],
  unchecked: readonly Unchecked[],
  missing: readonly string[],
): CatalogColumn[] =>
  columns.map((each) => ({
    ...each,
    ...(unchecked.some(({ column }) => column === each.name) && { isUnchecked: true }),
    ...(missing.includes(each.name) && { mayBeMissing: true }),
  }));
