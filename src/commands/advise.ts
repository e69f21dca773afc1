/** `ormeter advise`: the fastest pattern that fits, from a run of `scale`, or from one that is made for it. */
import { command } from "./command.js";
import { adviseFlags, resolveAdvise } from "./options/advise.js";

export const advise = command({
  name: "advise",
  description:
    "name the fastest pattern that fits, what it needs and the code to copy: measured now, or by scale before",
  arguments: { run: "the folder of a run of scale, or its result.json; measured now unless given" },
  mayLackArguments: true,
  flags: adviseFlags,
  run: async (given, around) => {
    const options = await resolveAdvise(given, around);
    return (await import("./run-advise.js")).runAdvise(options);
  },
});
