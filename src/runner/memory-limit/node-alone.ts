/** Which memory Node itself needs, before it reads anything. */
import { execa } from "execa";
import { mebibyte } from "../../compare/limits/examine.js";
import { nextStep, type Tried } from "../../stats/bisection.js";
import type { WorkerCommand } from "../worker-process.js";
import type { MemoryLimiter } from "./container.js";

/** Milliseconds in which it must have started and ended: in too little it reads its own program again and again. */
const usualPatience = 3000;

/** How closely the least is looked for, and the most that is tried; in MiB. */
const [closely, most] = [4, 1024];

/**
 * The least MiB that Node starts in, where those that were asked for are too few.
 *
 * @param command a Node that has nothing to do.
 * @param patience milliseconds that it may take.
 * @returns undefined where it starts in them.
 */
export async function leastForNode(
  asked: number,
  command: WorkerCommand,
  limiter: Pick<MemoryLimiter, "contain">,
  patience = usualPatience,
): Promise<number | undefined> {
  const startsIn = async (limit: number): Promise<boolean> => {
    const container = limiter.contain(command, limit * mebibyte);
    const [program, ...args] = container.command;
    const options = { stdio: "ignore", reject: false, timeout: patience, killSignal: "SIGKILL" } as const;
    const { failed } = await execa(program, args, options);
    await container.remove();
    return !failed;
  };
  if (await startsIn(asked)) return undefined;
  const tried: Tried[] = [];
  for (;;) {
    const step = nextStep(tried, { floor: asked, first: 2 * asked, tolerance: () => closely, times: 1, most });
    if (step.kind !== "try") return step.kind === "found" ? step.value : most;
    const starts = await startsIn(step.value);
    tried.push({ value: step.value, held: Number(starts), fails: !starts });
  }
}
