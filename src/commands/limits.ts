/** `ormeter limits`: which reads survive in which container, and the smallest that each survives. */
import { command } from "./command.js";
import { limitsFlags, resolveLimits } from "./options/limits.js";

export const limits = command({
  name: "limits",
  description: "read under memory limits like those of containers, and find the smallest that each pattern survives",
  flags: limitsFlags,
  run: async (given, around) => {
    const options = await resolveLimits(given, around);
    return (await import("./run-limits.js")).runLimits(options);
  },
});
