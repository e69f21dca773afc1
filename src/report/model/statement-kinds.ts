/** The statements that a read sent, by what they are. */
import type { Statement } from "../../results/schema.js";
import { formatCount } from "../format.js";

/** Statements of one kind: SELECT, FETCH, COPY. */
export interface StatementKind {
  readonly verb: string;
  readonly calls: number;
  readonly rows: number;
}

/** The statements by their first word, those that gave most rows first. */
export function statementKinds(statements: readonly Statement[]): StatementKind[] {
  const kinds = new Map<string, StatementKind>();
  for (const { text, calls, rows } of statements) {
    const verb = verbOf(text);
    const known = kinds.get(verb) ?? { verb, calls: 0, rows: 0 };
    kinds.set(verb, { verb, calls: known.calls + calls, rows: known.rows + rows });
  }
  return [...kinds.values()].sort((a, b) => b.rows - a.rows || b.calls - a.calls);
}

/** "100 × SELECT". */
export const callsInWords = ({ verb, calls }: StatementKind): string => `${formatCount(calls)} × ${verb}`;

/** How many rows each of them gave: "10,000", or "about 9,100" where the rows don't come in equal parts. */
export function rowsOfEach({ calls, rows }: StatementKind): string {
  const each = rows / Math.max(1, calls);
  if (Number.isInteger(each)) return formatCount(each);
  return `about ${formatCount(Number(each.toPrecision(2)))}`;
}

const comments = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()+/;

function verbOf(text: string): string {
  return /^[a-z]+/i.exec(text.replace(comments, ""))?.[0].slice(0, 12).toUpperCase() ?? "other";
}
