/** The sections of a single run beside a comparison: what was asked for is what changed. */
import { timelineOf, type ReportCases } from "../../charts/measured-case.js";
import { beside } from "../medium.js";
import type { Block, Section } from "../report.js";

/** The sections, folded where they aren't left out; without those, and those pictures, that have nothing to show. */
export const besideComparison = (sections: readonly Section[], cases: ReportCases): Section[] =>
  sections
    .filter(({ id }) => id !== "memory" || isSampled(cases))
    .map((section) => ({
      ...section,
      shown: { ...beside, ...section.shown, page: section.shown?.page ?? "folded" },
      blocks: section.blocks.map(withoutPlaceholder),
    }));

/** A result that was saved as a baseline has no timelines, and neither has what is compared with it. */
const isSampled = ({ measured }: ReportCases): boolean =>
  measured.some(({ trials }) => trials.some((trial) => timelineOf(trial) !== undefined));

function withoutPlaceholder(block: Block): Block {
  if (block.kind === "chart") return { ...block, nothing: "" };
  return block.kind === "group" ? { ...block, blocks: block.blocks.map(withoutPlaceholder) } : block;
}
