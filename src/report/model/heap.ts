/** What the heap held, from a run with `--heap-diff`: by constructor on the page, in a sentence a case elsewhere. */
import type { CaseSummary } from "../../results/case-summary.js";
import type { HeapDiff, Result } from "../../results/schema.js";
import { formatCount, formatList, formatValue } from "../format.js";
import { caseName } from "./figures.js";
import { pageOnly, textOnly } from "./medium.js";
import { group, notes, sentences, type Block, type Section } from "./report.js";
import { figureCell, type Cell } from "./table.js";

type Completed = Extract<HeapDiff["outcome"], { kind: "completed" }>;
type Growth = Completed["held"][number];

/** How many constructors a sentence names, and a table has; the result has all. */
const most = { named: 4, listed: 8 };

/** The section; none where no heap was compared. */
export function heapSections({ heapDiffs = [] }: Result, cases: readonly CaseSummary[]): Section[] {
  if (heapDiffs.length === 0) return [];
  const nameOf = (id: string) => {
    const summary = cases.find((each) => each.case.id === id);
    return summary ? caseName(summary) : { name: id };
  };
  return [
    {
      kind: "group",
      id: "heap",
      title: "What the heap held",
      shown: { markdown: "folded" },
      blocks: [
        sentences(
          "finding",
          heapDiffs.map((diff) => heapSentence(diff, nameOf(diff.case).name)),
          textOnly,
        ),
        notes(
          [
            "By how much each constructor’s objects grew while the result was held, and what was left after it was " +
              "released: from memwatch’s HeapDiff, in a worker of its own on a small data set.",
          ],
          pageOnly,
        ),
        {
          ...group(
            "By constructor",
            heapDiffs.map(({ case: id, rows, outcome }) =>
              group([nameOf(id), ` at ${formatCount(rows)} rows`], growthBlocks(outcome, nameOf(id).name)),
            ),
            pageOnly,
          ),
          sideBySide: true,
        },
      ],
    },
  ];
}

function heapSentence({ rows, outcome }: HeapDiff, label: string): string {
  return outcome.kind === "completed"
    ? `${label} at ${formatCount(rows)} rows: held ${largest(outcome.held)}; after release ${largest(outcome.released)}.`
    : `${label}: ${whyNot(outcome)}.`;
}

const whyNot = ({ kind, message }: Exclude<HeapDiff["outcome"], Completed>): string =>
  kind === "unavailable" ? `the heap could not be compared: ${message}` : `comparing the heap failed: ${message}`;

function largest(growths: readonly Growth[]): string {
  const grown = growths.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
  if (grown.length === 0) return "nothing more than before";
  const parts = grown
    .slice(0, most.named)
    .map(
      ({ constructorName, bytes, count }) =>
        `${constructorName} ${formatValue(bytes, "bytes")} (${formatCount(count)})`,
    );
  const others = grown.slice(most.named).reduce((sum, { bytes }) => sum + bytes, 0);
  return formatList(others > 0 ? [...parts, `${formatValue(others, "bytes")} of others`] : parts);
}

function growthBlocks(outcome: HeapDiff["outcome"], label: string): Block[] {
  if (outcome.kind !== "completed") return [notes([`${whyNot(outcome)}.`])];
  const left = new Map(outcome.released.map((growth) => [growth.constructorName, growth]));
  const held = new Map(outcome.held.map((growth) => [growth.constructorName, growth]));
  const names = [...new Set([...held.keys(), ...left.keys()])].sort(
    (a, b) => (held.get(b)?.bytes ?? 0) - (held.get(a)?.bytes ?? 0),
  );
  if (names.length === 0) return [notes(["Nothing grew."])];
  const hidden = names.length - most.listed;
  const rows = names.slice(0, most.listed).map((name) => ({
    name: { name },
    cells: [bytesCell(held.get(name)), figureCell(formatCount(held.get(name)?.count ?? 0)), bytesCell(left.get(name))],
  }));
  return [
    {
      kind: "table",
      label: `Constructors of ${label}`,
      rowTitle: "constructor",
      columns: [
        { name: "held", title: "held", rank: 0, bars: true },
        { name: "objects", title: "objects", rank: 1 },
        { name: "left", title: "left", rank: 0 },
      ],
      groups: [{ rows }],
    },
    ...(hidden > 0 ? [notes([`and ${formatCount(hidden)} constructors more, in result.json`])] : []),
  ];
}

const bytesCell = (growth: Growth | undefined): Cell =>
  figureCell(formatValue(growth?.bytes ?? 0, "bytes"), growth?.bytes ?? 0);
