/** What latencies and options are called in the report of a sweep. */
import type { CaseSummary } from "../../../results/case-summary.js";
import { noBreakSpace } from "../../format.js";

/** "0.5 ms" */
export const formatLatency = (milliseconds: number): string => `${String(milliseconds)}${noBreakSpace}ms`;

/** "batchSize=1000"; "no options" where there is nothing to choose. */
export const valuesOf = ({ case: { options } }: CaseSummary): string =>
  Object.entries(options)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(" ") || "no options";
