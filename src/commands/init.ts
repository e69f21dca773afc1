/** `ormeter init`: writes a config into a project, from what it finds there. */
import { command } from "./command.js";
import { initFlags } from "./options/init.js";

export const init = command({
  name: "init",
  description: "write ormeter.config.ts, from the DataSource, the entities or the SQL files that are found here",
  flags: initFlags,
  run: async (options, { env }) => (await import("./run-init.js")).runInit(options, env),
});
