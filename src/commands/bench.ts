/** `ormeter bench`: reads the data set in every pattern and says what each read costs. */
import { command } from "./command.js";
import { benchFlags, resolveBench } from "./options/bench.js";

export const bench = command({
  name: "bench",
  description: "read the data set in every pattern, in fresh processes, and show what each read costs",
  flags: benchFlags,
  run: async (given, around) => {
    const options = await resolveBench(given, around);
    return (await import("./run-bench.js")).runBench(options);
  },
});
