/** What the parent and the loading process say to each other. */

/** From the parent: the one thing to do. */
export interface LoadRequest {
  readonly url: string;
  readonly schema: string;
}

/** From the loading process. */
export type LoadMessage =
  | { readonly kind: "progress"; readonly rows: number; readonly of: number }
  | { readonly kind: "loaded" }
  /** `code`: the server's SQLSTATE, where it was the server that refused. */
  | { readonly kind: "failed"; readonly message: string; readonly code?: string };
