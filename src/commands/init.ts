/** `ormeter init`: writes a config into a project, from what it finds there. */
import { toggle } from "../flags/flag.js";
import { ownFlags } from "../flags/own.js";
import { command, type CommandOptions } from "./command.js";

export const initFlags = {
  dataSource: ownFlags.dataSource,
  dryRun: toggle("--dry-run", "print what would be written, and write nothing"),
};

export type InitOptions = CommandOptions<typeof initFlags>;

export const init = command({
  name: "init",
  description: "write ormeter.config.ts, from the DataSource, the entities or the SQL files that are found here",
  flags: initFlags,
  run: async (options, { env }) => (await import("./run-init.js")).runInit(options, env),
});
