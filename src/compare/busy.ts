/** Whether the machine was too busy with other things for a result's times to be trusted. Pure. */
import { mean } from "simple-statistics";
import type { MachineLoad, Result } from "../results/schema.js";

/** Share of the cores from which on others disturb: a read, its collector and the server keep two or three cores busy. */
const busyFrom = 0.1;

/** What others did on average while a result's reads went on. */
export type OtherLoad = Exclude<MachineLoad, { readonly absent: string }>;

/** The mean over the trials in which it was seen; undefined where it was in none. */
export function otherLoad({ trials }: Pick<Result, "trials">): OtherLoad | undefined {
  const loads = trials.flatMap(({ outcome }) => {
    const load = outcome.kind === "completed" ? outcome.load : undefined;
    return load && !("absent" in load) ? [load] : [];
  });
  if (loads.length === 0) return undefined;
  const waiting = loads.flatMap((load) => load.waiting ?? []);
  return {
    others: mean(loads.map(({ others }) => others)),
    steal: mean(loads.map(({ steal }) => steal)),
    ...(waiting.length > 0 && { waiting: mean(waiting) }),
  };
}

/** What others did, where that was so much that times can't be trusted; undefined where it wasn't, or nobody looked. */
export function busyWith(result: Pick<Result, "trials" | "environment">): OtherLoad | undefined {
  const load = otherLoad(result);
  return load && load.others + load.steal >= busyFrom * result.environment.cores ? load : undefined;
}
