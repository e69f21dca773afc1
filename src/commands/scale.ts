/** `ormeter scale`: reads several sizes, and says by which law each figure grows. */
import { command } from "./command.js";
import { resolveScale, scaleFlags } from "./options/scale.js";

export const scale = command({
  name: "scale",
  description: "read several sizes, and say how each figure grows, what more rows will need and when memory runs out",
  flags: scaleFlags,
  run: async (given, around) => {
    const options = await resolveScale(given, around);
    return (await import("./run-scale.js")).runScale(options);
  },
});
