/** `ormeter sweep`: reads with every value of the patterns' options, near the server and far from it. */
import { command } from "./command.js";
import { resolveSweep, sweepFlags } from "./options/sweep.js";

export const sweep = command({
  name: "sweep",
  description: "try the patterns' options: how large a page or a batch, near the server and far from it",
  flags: sweepFlags,
  run: async (given, around) => {
    const options = await resolveSweep(given, around);
    return (await import("./run-sweep.js")).runSweep(options);
  },
});
