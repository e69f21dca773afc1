/** What a page costs by how deep it lies: offset's pages beside those behind a key. */
import { crossing, depthPairs, pageCurves, type PageCurve } from "../../../compare/page-depth.js";
import { casesAt } from "../../../compare/swept.js";
import type { Result } from "../../../results/schema.js";
import { formatCount, formatValue } from "../../format.js";
import { pictures } from "../charted.js";
import { sentences, type Block, type Group } from "../report.js";

/** The group; none where no read in pages was read with enough of them. */
export function depthGroup(result: Result, latency: number): Group | undefined {
  const pairs = depthPairs(
    pageCurves(
      result,
      casesAt(result, latency).map((summary) => summary.case),
    ),
  );
  if (pairs.length === 0) return undefined;
  const charts = pairs.map(({ offset, keyset }, index): Block => ({
    kind: "chart",
    size: "full",
    answers: "still",
    nothing: "No page was timed.",
    shown: { terminal: "left out", markdown: "left out" },
    make: async () => {
      const { pageDepthChart } = await pictures();
      const name = `page-depth-${String(index + 1)}`;
      return {
        wide: pageDepthChart({ offset, keyset }, name, "wide"),
        narrow: pageDepthChart({ offset, keyset }, name, "narrow"),
        caption:
          "Each point is the median time of a page, by the number of rows before it; the lines are Theil–Sen fits.",
      };
    },
  }));
  return {
    kind: "group",
    title: "What a page costs at its depth",
    blocks: [
      sentences(
        "finding",
        pairs.map(({ offset, keyset }) => depthSentence(offset, keyset)),
      ),
      ...charts,
    ],
  };
}

function depthSentence(offset: PageCurve, keyset: PageCurve): string {
  const { rows } = offset.case;
  const at = ({ line }: PageCurve, depth: number) => formatValue(Math.max(0, line.start + line.slope * depth), "ms");
  const found = crossing(offset, keyset, rows);
  const crosses =
    found.kind === "at"
      ? `the offset costs more from page ${formatCount(found.page)} on`
      : `the offset never costs more within these ${formatCount(rows)} rows`;
  return (
    `A page of ${formatCount(offset.pageRows)} rows by offset (${offset.case.pattern}) takes ${at(offset, 0)} at the ` +
    `start and ${at(offset, rows)} after ${formatCount(rows)} rows; by keyset (${keyset.case.pattern}) ` +
    `${at(keyset, 0)} and ${at(keyset, rows)}: ${crosses}.`
  );
}
