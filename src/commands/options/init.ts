/** What `ormeter init` may be asked. */
import { toggle } from "../../flags/flag.js";
import { ownFlags } from "../../flags/own.js";
import type { CommandOptions } from "./types.js";

export const initFlags = {
  dataSource: ownFlags.dataSource,
  dryRun: toggle("--dry-run", "print what would be written, and write nothing"),
};

export type InitOptions = CommandOptions<typeof initFlags>;
