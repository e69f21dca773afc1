/** Flags that say how memory is limited. */
import { UsageError } from "../errors.js";
import { limiters } from "../results/limiters.js";
import { choice, flag } from "./flag.js";
import { bytes, wholeNumber } from "./quantities.js";

const mebibyte = 2 ** 20;

/** The most MiB that a limit may be: of more, no machine of today has any. */
const mostMebibytes = 2 ** 24;

/** MiB of the limits that are read in where none are given; of those that the machine has room for. */
export const usualMemory: readonly number[] = [96, 128, 192, 256, 512, 1024, 2048];

/** Limits in MiB, smallest first, each once. */
export const memory = flag(
  "--memory <list>",
  "limits to read in, like 96M,512M,1G",
  async (text, name, around): Promise<readonly number[]> => {
    const sizes: number[] = [];
    for (const each of text.split(",")) sizes.push(await bytes(each, name, around));
    const limits = [...new Set(sizes.map((size) => size / mebibyte))].sort((a, b) => a - b);
    const wrong = limits.find((limit) => !Number.isInteger(limit) || limit > mostMebibytes);
    if (wrong === undefined) return limits;
    throw new UsageError(`${name} must be whole mebibytes, at most 16T; received "${text}".`);
  },
)
  .orElse(() => undefined, "96M,128M,192M,256M,512M,1G,2G")
  .recorded();

/** How many times in a row. */
export const tries = flag(
  "--tries <n>",
  "how many times in a row a read must survive the limit that is found",
  wholeNumber(1, 100),
)
  .or("5")
  .recorded();

/** Who is to limit it; undefined: the first of the kernel's ways that there is here, otherwise V8 alone. */
export const limitBy = choice("--limit-by <way>", "what enforces the limit (default: the first that works here)", [
  ...limiters,
  "heap",
]).recorded();
