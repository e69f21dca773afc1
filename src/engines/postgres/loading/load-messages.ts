/** What the parent and the loading process say to each other. */

import type { DataSetRecord } from "../data-set/data-set-record.js";

/** From the parent: the one thing to do. */
export interface LoadRequest {
  readonly url: string;
  readonly schema: string;
  readonly rows: number;
  /** The URL of the workload's compiled file. */
  readonly module: string;
  /** The role that must be let in to read; undefined where reads run as the one who loads. */
  readonly readerRole: string | undefined;
}

/** From the loading process. */
export type LoadMessage =
  | { readonly kind: "progress"; readonly rows: number; readonly of: number }
  | { readonly kind: "digesting" }
  | { readonly kind: "loaded"; readonly record: DataSetRecord }
  /** `code`: the server's SQLSTATE, where it was the server that refused. */
  | { readonly kind: "failed"; readonly message: string; readonly code?: string };
