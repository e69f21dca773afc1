/** Which value of a pattern's options a sweep speaks for. */
import { frontOf, summaryOf, type SweptRead } from "../../../compare/swept.js";
import type { CaseSummary } from "../../../results/case-summary.js";
import { formatList, formatValue } from "../../format.js";
import { casesOf, ofPattern, patternsOf } from "./latency.js";
import { formatLatency, valuesOf } from "./words.js";

/**
 * A sentence for each pattern whose options were varied and each latency: the value at the knee of its own front, or that
 * which nothing beats, or those between which there is a choice.
 */
export function optionSentences(reads: readonly SweptRead[], latencies: readonly number[]): string[] {
  return patternsOf(reads).flatMap((pattern) => {
    const own = ofPattern(reads, pattern);
    if (own.length < 2) return [];
    const said = latencies.flatMap((latency) => {
      const choice = choiceIn(casesOf(own, latency));
      return choice === undefined ? [] : [{ latency, choice }];
    });
    // What holds at several latencies is said once.
    const choices = [...new Set(said.map(({ choice }) => choice))];
    const parts = choices.map((choice, index) => {
      const at = said.filter((each) => each.choice === choice).map(({ latency }) => formatLatency(latency));
      return `${choice} at ${formatList(at)}${index === 0 ? " of latency" : ""}`;
    });
    return parts.length === 0 ? [] : [`On the front of ${pattern}: ${parts.join("; ")}.`];
  });
}

function choiceIn(cases: readonly CaseSummary[]): string | undefined {
  const { best, knee } = frontOf(cases);
  if (best.length === 0) return undefined;
  if (knee) return `the knee ${valuesOf(knee)} (${figuresOf(knee)})`;
  if (best.length === cases.length && best.length > 2) return "all values";
  return formatList(best.map((each) => `${valuesOf(each)} (${figuresOf(each)})`));
}

function figuresOf(summary: CaseSummary): string {
  const [wall, peak] = [summaryOf(summary, "wall"), summaryOf(summary, "peakRss")];
  return wall && peak ? `${formatValue(wall.median, "ms")}, ${formatValue(peak.median, "bytes")}` : "";
}
