/** What only a result of `article` has: the article's strategies, what it published, and what was measured here. */
import type { Result } from "../../../results/schema.js";
import { pictures } from "../charted.js";
import { group, sentences, type Section } from "../report.js";
import { articleTable } from "./table.js";
import { compareWithArticle } from "./beside-the-article.js";
import { carriesOver } from "./preset.js";
import { articleFindings } from "./sentences.js";
import { textPicture } from "./text-picture.js";

/** The section with the picture, the table and the sentences; none for a result that isn't one of `article`. */
export function articleSections(result: Result): Section[] {
  const comparison = compareWithArticle(result);
  if (!comparison) return [];
  return [
    {
      kind: "group",
      id: "article",
      title: "The article, side by side",
      blocks: [
        {
          kind: "chart",
          size: "full",
          answers: "still",
          nothing: "No peak was measured.",
          make: async () => {
            const { articlePeaksChart } = await pictures();
            return {
              wide: articlePeaksChart(comparison, "wide"),
              narrow: articlePeaksChart(comparison, "narrow"),
              caption:
                "A bar is the peak RSS; its pale part was there before the read: the runtime’s own memory. The dashed line is " +
                "the article’s figure, from its own machine and table: compare the order, not the length.",
            };
          },
        },
        {
          kind: "listing",
          shown: { terminal: "left out", page: "left out" },
          caption: "",
          language: "text",
          lines: textPicture(comparison).map((text) => ({ pieces: [{ text }] })),
          left: 0,
        },
        sentences("finding", articleFindings(comparison)),
        articleTable(comparison),
        group("What carries over to TypeORM, and what doesn’t", [sentences("finding", carriesOver)]),
      ],
    },
  ];
}
