/** `ormeter limits`: which reads live in which container, and the smallest that each lives in. */
import { command } from "./command.js";
import { limitsFlags, resolveLimits } from "./options/limits.js";

export const limits = command({
  name: "limits",
  description: "read under memory limits as containers have them, and find the smallest that each pattern lives in",
  flags: limitsFlags,
  run: async (given, around) => {
    const options = await resolveLimits(given, around);
    return (await import("./run-limits.js")).runLimits(options);
  },
});
