/** What a law of growth means for memory, and for what a pattern claims of it. */
import type { MemoryClaim } from "../results/schema.js";
import type { Growth } from "./choose-law.js";
import { levelsOff } from "./laws.js";
import { valueAt } from "./least-squares.js";

/**
 * `flat`: as much for however many rows. `levels off`: always less is added, but ten times the rows still add what shows.
 * `grows`: with the rows, or faster.
 */
export type MemoryKind = "flat" | "levels off" | "grows";

/** What ten times the rows may add to something flat, as a share of it. */
const flatAtMost = 0.1;

/** Which of the three a law is. */
export function memoryKind(growth: Growth): MemoryKind {
  if (!levelsOff(growth.law)) return "grows";
  const last = growth.points.at(-1);
  return last && tenfold(growth) <= flatAtMost * Math.abs(last.value) ? "flat" : "levels off";
}

/** What ten times the most rows that were read add, by the law. */
export function tenfold({ fit, points }: Growth): number {
  const rows = points.at(-1)?.rows ?? 1;
  return valueAt(fit, 10 * rows) - valueAt(fit, rows);
}

/** Whether what a pattern claims is so, as far as the sizes tell. */
export const claimHolds = (claim: MemoryClaim, kind: MemoryKind): boolean =>
  claim === "flat" ? kind !== "grows" : kind === "grows";
