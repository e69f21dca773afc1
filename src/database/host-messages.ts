/** What the parent and its database host say to each other. */
import type { Progress } from "./progress.js";

/** From the parent: the only thing it asks for. To stop the server it disconnects, on purpose or by dying. */
export interface HostRequest {
  readonly projectDir: string;
  readonly rows: number;
}

/** From the host. */
export type HostMessage =
  | { readonly kind: "progress"; readonly progress: Progress }
  | {
      readonly kind: "started";
      readonly version: string;
      readonly adminUrl: string;
      readonly readerUrl: string;
      readonly readerRole: string;
    }
  /** The server started, and broke down since; `cause` is its own line. */
  | { readonly kind: "brokeDown"; readonly cause: string }
  /** `usage`: the user can mend it. */
  | { readonly kind: "failed"; readonly usage: boolean; readonly message: string };
