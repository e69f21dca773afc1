/**
 * Whether a change is worth it: what became of each case's costs, read together in one sentence. "Faster" and "slower"
 * are about wall: 12 % faster means that the read takes 12 % less time.
 */
import { metrics, type MetricName } from "../../../metrics.js";
import type { ComparedCell, Comparison } from "../../../results/comparison.js";
import { formatCount, formatList, formatRatio, noBreakSpace } from "../../format.js";
import { formatSize } from "./change-text.js";
import { buildVerdictTable, decidingCells, rowsOf, type VerdictRow } from "./verdict-table.js";

/** What is said of them even where they haven't changed: time, memory, garbage. */
const always: readonly MetricName[] = ["wall", "peakRss", "allocated"];

/** A sentence for each case that was compared, changed cases first; cases of which the same is true share one. */
export function jointReadings(comparison: Comparison): string[] {
  const labels = new Map<string, string[]>();
  for (const row of rowsOf(buildVerdictTable(comparison))) {
    const reading = jointReading(row);
    if (reading !== undefined) labels.set(reading, [...(labels.get(reading) ?? []), row.label]);
  }
  return [...labels].map(([reading, whose]) => `${formatList(whose)}: ${reading}.`);
}

/** "12 % faster, same peak RSS, 3.1 % more allocated; can't tell: cpu". Undefined where there is nothing to read. */
function jointReading(row: Pick<VerdictRow, "cells">): string | undefined {
  const cells = decidingCells(row);
  const unsure = cells.filter(({ verdict }) => verdict === "inconclusive").map(titleOf);
  const changed = cells.filter((cell) => isChanged(cell) && !isSaidByWall(cell, cells)).map(changeInWords);
  const still = cells.filter(({ verdict }) => verdict === "unchanged").map(titleOf);
  const sameOnes = cells
    .filter(({ metric, verdict }) => verdict === "unchanged" && always.includes(metric))
    .map(titleOf);
  const nothingElse = changed.length === 0 && unsure.length === 0 && still.length > 0;
  const same = sameOnes.length === 0 ? still : sameOnes;
  const parts = [
    [...changed, ...(same.length > 0 ? [`same ${formatList(same)}`] : [])].join(", "),
    ...(unsure.length > 0 ? [`can't tell: ${formatList(unsure)}`] : []),
  ].filter((part) => part !== "");
  if (parts.length === 0) return undefined;
  return nothingElse ? `nothing changed, ${parts.join("; ")}` : parts.join("; ");
}

const titleOf = ({ metric }: ComparedCell): string => metrics[metric].title;

const isChanged = ({ verdict }: ComparedCell): boolean => verdict === "improved" || verdict === "regressed";

/** A read that takes longer because it computes longer needn't be told twice. */
function isSaidByWall({ metric, verdict }: ComparedCell, cells: readonly ComparedCell[]): boolean {
  return metric === "cpu" && cells.some((other) => other.metric === "wall" && other.verdict === verdict);
}

function changeInWords(cell: ComparedCell): string {
  const { metric, change, as, baseline, candidate } = cell;
  if (metric === "statements") return `${formatCount(candidate)} statements instead of ${formatCount(baseline)}`;
  if (as === "difference") return `${formatSize(Math.abs(change.value), cell)} ${moreOrLess(cell)}`;
  if (change.value >= 2) return `${formatRatio(change.value)} times the ${titleOf(cell)}`;
  const percent = `${formatRatio(Math.abs(change.value - 1) * 100)}${noBreakSpace}%`;
  if (metric === "wall") return `${percent} ${change.value < 1 ? "faster" : "slower"}`;
  return `${percent} ${moreOrLess(cell)}`;
}

function moreOrLess({ metric, change, as }: ComparedCell): string {
  return `${change.value > (as === "ratio" ? 1 : 0) ? "more" : "less"} ${metrics[metric].title}`;
}
