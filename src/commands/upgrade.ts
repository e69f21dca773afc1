/** `ormeter upgrade`: the same reads with two sets of installed versions, in turns, until it is clear what changed. */
import { command } from "./command.js";
import { upgradeFlags, resolveUpgrade } from "./options/upgrade.js";

export const upgrade = command({
  name: "upgrade",
  description: "read with two sets of versions, alternating, and say what changed: data, SQL, leaks, cost",
  flags: upgradeFlags,
  run: async (given, around) => {
    const options = await resolveUpgrade(given, around);
    if (options.same) return (await import("./nothing-differs.js")).sayNothingDiffers({ ...options, ...options.same });
    return (await import("./run-upgrade.js")).runUpgrade(options);
  },
});
