/** `ormeter advise`: from a run of `scale`, the fastest pattern that fits. */
import { json } from "../flags/output.js";
import { anyRows, latency, memory, yields } from "../flags/reading.js";
import { command } from "./command.js";

export const adviseFlags = { rows: anyRows, memory, latency, yields, json };

export const advise = command({
  name: "advise",
  description: "from a run of scale, name the fastest pattern that fits, what it needs and the code to copy",
  arguments: { run: "the folder of a run of scale, or its result.json" },
  flags: adviseFlags,
  run: async (options) => (await import("./run-advise.js")).runAdvise(options),
});
