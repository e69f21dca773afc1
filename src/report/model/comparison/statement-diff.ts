/** Where the statements of two sides differ, in lines as of a unified diff; a changed text shows where it changed. */
import { diffWordsWithSpace } from "diff";
import type { Comparison, StatementChange } from "../../../results/comparison.js";
import { formatCount, noBreakSpace } from "../../format.js";
import { excerpt, printable } from "../../printable.js";
import { buildVerdictTable, rowsOf } from "./verdict-table.js";

/** A piece of a statement; `changed` where the other side has something else. */
export interface StatementPart {
  readonly text: string;
  readonly changed: boolean;
}

/** One statement of one side. */
export interface StatementLine {
  readonly sign: "-" | "+";
  /** "101 ×": how often the server executed it in one read. */
  readonly calls: string;
  readonly parts: readonly StatementPart[];
}

/** Cases whose statements differ in the same way. */
export interface StatementDiff {
  readonly labels: readonly string[];
  /** At most {@link mostLines}. */
  readonly lines: readonly StatementLine[];
  /** How many more there are. */
  readonly left: number;
}

type Different = Extract<StatementChange, { kind: "different" }>;

/** Longest piece that is shown of what changed, and of what didn't, in characters. */
const longest = { changed: 300, unchanged: 60 };

/** A read has a handful of statements; hundreds are the same mistake again and again. */
const mostLines = 20;

/** From so many words that differ on, two texts have nothing to do with each other; bounds the time it takes, too. */
const mostEdits = 200;

/** The differences of all cases, those of alike cases once. */
export function statementDiffs(comparison: Comparison): StatementDiff[] {
  const groups = new Map<string, { labels: string[]; change: Different }>();
  for (const { label, case: compared } of rowsOf(buildVerdictTable(comparison))) {
    const { statements: change } = compared;
    if (change.kind !== "different") continue;
    const key = JSON.stringify([change.baseline, change.candidate]);
    const group = groups.get(key) ?? { labels: [], change };
    group.labels.push(label);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ labels, change }) => {
    const lines = diffStatements(change);
    return { labels, lines: lines.slice(0, mostLines), left: Math.max(0, lines.length - mostLines) };
  });
}

/** Of which cases it isn't known whether they sent the same, by reason. */
export function unknownStatements(comparison: Comparison): { readonly labels: string[]; readonly reason: string }[] {
  const reasons = new Map<string, string[]>();
  for (const { label, case: compared } of rowsOf(buildVerdictTable(comparison))) {
    if (compared.statements.kind !== "unknown") continue;
    const { reason } = compared.statements;
    reasons.set(reason, [...(reasons.get(reason) ?? []), label]);
  }
  return [...reasons].map(([reason, labels]) => ({ labels, reason }));
}

/**
 * The lines of one difference: the same text in other numbers first, then what turned into something else, the
 * baseline's line before the candidate's.
 */
export function diffStatements({ baseline, candidate }: Different): StatementLine[] {
  const recounted = baseline.filter(({ text }) => candidate.some((other) => other.text === text));
  const isRecounted = ({ text }: { readonly text: string }) => recounted.some((other) => other.text === text);
  const removed = baseline.filter((statement) => !isRecounted(statement));
  const added = candidate.filter((statement) => !isRecounted(statement));
  const lines = recounted.flatMap((before) => {
    const after = candidate.filter(({ text }) => text === before.text);
    const parts = [{ text: shorten(before.text), changed: false }];
    return [lineOf("-", before.calls, parts), ...after.map(({ calls }) => lineOf("+", calls, parts))];
  });
  const [before, after] = [removed[0], added[0]];
  const words =
    before && after && removed.length === 1 && added.length === 1
      ? diffWordsWithSpace(before.text, after.text, { maxEditLength: mostEdits })
      : undefined;
  if (before && after && words) {
    const of = (side: "added" | "removed") =>
      words
        .filter((piece) => piece[side] || (!piece.added && !piece.removed))
        .map((piece) => partOf(piece.value, piece[side]));
    return [...lines, lineOf("-", before.calls, of("removed")), lineOf("+", after.calls, of("added"))];
  }
  const whole = (sign: "-" | "+", statements: Different["baseline"]) =>
    statements.map(({ text, calls }) => lineOf(sign, calls, [partOf(text, true)]));
  return [...lines, ...whole("-", removed), ...whole("+", added)];
}

const lineOf = (sign: "-" | "+", calls: number, parts: readonly StatementPart[]): StatementLine => ({
  sign,
  calls: `${formatCount(calls)}${noBreakSpace}×`,
  parts,
});

const partOf = (text: string, changed: boolean): StatementPart => ({
  text: changed ? printable(excerpt(text, longest.changed)) : shorten(text),
  changed,
});

/** What didn't change only says where one is: its beginning and its end do. */
function shorten(text: string): string {
  const kept = longest.unchanged / 2;
  return printable(text.length <= longest.unchanged ? text : `${text.slice(0, kept)} … ${text.slice(-kept)}`);
}
