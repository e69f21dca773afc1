/** What the lines of a history are called that can't be drawn as one: by commit and version, and what else differs. */
import type { History, Line, ListedResult, Trend } from "../../../compare/history.js";
import { excerpt } from "../../printable.js";

/** What tells a line from the others of its trend. */
export interface LineName {
  /** "1a2b3c4, 0.3.20 to 1.1.1"; no other line of its trend has it. */
  readonly name: string;
  /** As much of the beginning as tells it apart where its versions are seen: "1a2b3c4". */
  readonly brief: string;
  /** "CPU: …; PostgreSQL: …". */
  readonly words: string;
}

/** Marks tell the lines of a trend apart, drawn and as characters; with more lines than these they begin again. */
const lineMarks = [
  { shape: "circle", glyph: "●" },
  { shape: "diamond", glyph: "◆" },
  { shape: "square", glyph: "■" },
  { shape: "triangle", glyph: "▲" },
] as const;

/** The mark of a trend's line. */
export const lineMarkOf = (index: number): (typeof lineMarks)[number] =>
  lineMarks[index % lineMarks.length] ?? lineMarks[0];

/** Longest part of a condition that is in a name, where commit and version are the same, in characters. */
const longestField = 24;

/** As many digits as git shows. */
export const shortCommit = (hash: string): string => hash.slice(0, 7);

/** When a run was made, to the minute; the text itself where it isn't a time. */
export const timeOf = (startedAt: string): string => startedAt.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, "$1 $2");

/** A name for each line that isn't the only one of its trend. */
export function lineNames({ trends, results, versions }: History): (line: Line) => LineName | undefined {
  const apart = trends.filter(({ lines }) => lines.length > 1);
  const telling = tellingFields(apart);
  const names = new Map(
    apart.flatMap(({ lines }) => {
      const made = lines.map((line) => madeAt(line, results));
      const plain = lines.map((line, index) => [made[index], spanOf(line, versions)].join(", "));
      return lines.map((line, index) => {
        const namesakes = lines.filter((_, other) => plain[other] === plain[index]);
        const name = [plain[index], ...besides(line, namesakes, telling)].join(", ");
        const own = made[index] ?? "";
        const brief = made.filter((other) => other === own).length === 1 ? own : name;
        return [line, { name, brief, words: inWords(line, telling) }] as const;
      });
    }),
  );
  return (line) => names.get(line);
}

/** Fields in which lines of one trend differ; one that only other trends have doesn't tell these lines apart. */
function tellingFields(apart: readonly Trend[]): string[] {
  const fields = apart.flatMap(({ lines }) => lines.flatMap(({ conditions }) => Object.keys(conditions)));
  return [...new Set(fields)].filter((field) =>
    apart.some(({ lines }) => new Set(lines.map(({ conditions }) => conditions[field])).size > 1),
  );
}

const inWords = ({ conditions }: Line, fields: readonly string[]): string =>
  fields.flatMap((field) => (conditions[field] === undefined ? [] : [`${field}: ${conditions[field]}`])).join("; ");

/** What tells a line from others of the same commit and version: the first condition that does, or its place. */
function besides(line: Line, namesakes: readonly Line[], fields: readonly string[]): string[] {
  if (namesakes.length === 1) return [];
  const valueOf = ({ conditions }: Line, field: string) => excerpt(conditions[field] ?? "none", longestField);
  const isAlone = (field: string) =>
    namesakes.every((other) => other === line || valueOf(other, field) !== valueOf(line, field));
  const field = fields.find(isAlone);
  return field === undefined ? [String(namesakes.indexOf(line) + 1)] : [`${field} ${valueOf(line, field)}`];
}

/** The lines that have a name, a sentence each. */
export function lineLegend(history: History): string[] {
  const nameOf = lineNames(history);
  const names = new Map<string, string>();
  for (const { name, words } of history.trends.flatMap(({ lines }) => lines.flatMap((line) => nameOf(line) ?? []))) {
    // Of metrics that are more easily compared there are fewer conditions.
    if ((names.get(name) ?? "").length < words.length) names.set(name, words);
  }
  return [...names].map(([name, words]) => `${name}: ${words}`);
}

/** The commit of the first of its runs and that of the last; the times where they aren't known. */
function madeAt({ levels }: Line, results: readonly ListedResult[]): string {
  const runs = [...new Set(levels.flatMap((level) => level.runs))].sort((a, b) => a - b);
  const [first = "", ...others] = runs.flatMap((run) => {
    const result = results[run];
    return result ? [result.commit ? shortCommit(result.commit.hash) : timeOf(result.startedAt)] : [];
  });
  const last = others.at(-1);
  const [day = ""] = first.split(" ", 1);
  // On one day the second time needs no date.
  return span(first, last?.startsWith(`${day} `) && last !== first ? last.slice(day.length + 1) : last);
}

function spanOf({ levels }: Line, versions: readonly string[]): string {
  const own = versions.filter((version) => levels.some((level) => level.version === version));
  return span(own[0] ?? "", own.at(-1));
}

const span = (first: string, last: string | undefined): string =>
  last === undefined || last === first ? first : `${first} to ${last}`;
