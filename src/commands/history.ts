/** `ormeter history`: saved results over versions, and where a figure steps; with `--matrix` it measures some first. */
import { command } from "./command.js";
import { historyFlags, historyOptions } from "./options/history.js";

export const history = command({
  name: "history",
  description:
    "show saved results over versions, and where a level steps; with --matrix measure several versions first",
  flags: historyFlags,
  run: async (given, { now }) => {
    const { projectPackages } = await import("../project/clients.js");
    const options = historyOptions(given, await projectPackages(), now);
    return (await import("./run-history.js")).runHistory(options);
  },
});
