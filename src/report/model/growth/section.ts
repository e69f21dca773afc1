/** What a run of several sizes says: by which laws figures grow. */
import { growthsOf } from "../../../growth/growths.js";
import type { Result } from "../../../results/schema.js";
import { pictures } from "../charted.js";
import { hasDifferentData } from "../comparison/compared-result.js";
import { endingsOf } from "../figures.js";
import { detail, pageOnly } from "../medium.js";
import type { Section } from "../report.js";
import { isScale } from "./largest.js";
import { lawTable } from "./law-table.js";
import { memoryTable } from "./memory-table.js";
import { rowTable } from "./row-table.js";
import { growthSentences } from "./sentences.js";

/** The sections; none for a result that reads one size. */
export function growthSections(result: Result): Section[] {
  if (!isScale(result) || hasDifferentData(result)) return [];
  const growths = growthsOf(result);
  const memory = memoryTable(growths, numbers(result.options["predict"]));
  const tables = [lawTable(growths), rowTable(growths)].filter((table) => table !== undefined);
  const endings = growths.flatMap(({ sizes }) => sizes.flatMap(endingsOf));
  return [
    {
      kind: "group",
      id: "growth",
      title: "What grows with the rows",
      summary: true,
      blocks: [
        { kind: "sentences", sentences: growthSentences(growths) },
        ...(memory ? [{ ...memory, ...(endings.length > 0 && { endings }) }] : []),
        {
          kind: "chart",
          shown: pageOnly,
          size: "full",
          answers: "points",
          nothing: "No pattern was measured at three sizes.",
          make: async () => {
            const { growthChart } = await pictures();
            return {
              wide: growthChart(growths, "wide"),
              narrow: growthChart(growths, "narrow"),
              caption:
                "Peak RSS over the rows, both on logarithmic axes: medians as points, the laws as lines, dashed where " +
                "nothing was measured.",
            };
          },
        },
      ],
    },
    ...(tables.length === 0
      ? []
      : [
          {
            kind: "group",
            id: "laws",
            title: "Laws of growth, and what a row costs",
            shown: { ...detail, page: "folded" },
            blocks: tables,
          } as const,
        ]),
  ];
}

const numbers = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((each): each is number => typeof each === "number") : [];
