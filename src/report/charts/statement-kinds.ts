import type { Statement } from "../../results/schema.js";
import { formatCount, formatList } from "../format.js";

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

/** "100 × SELECT, 10,000 rows each, and 1 × BEGIN and 1 × COMMIT". */
export function kindsInWords(kinds: readonly StatementKind[]): string {
  const [reading] = kinds;
  return reading ? `${callsInWords(reading)}, ${detailsInWords(kinds)}` : "no statement";
}

/** What comes after the calls of the kind that gave the rows: "10,000 rows each, and 1 × BEGIN". */
function detailsInWords([reading, ...others]: readonly StatementKind[]): string {
  if (!reading) return "";
  const rest = others.length === 0 ? "" : `, and ${formatList(others.map(callsInWords))}`;
  return `${rowsInWords(reading)}${rest}`;
}

/** "100 × SELECT". */
export const callsInWords = ({ verb, calls }: StatementKind): string => `${formatCount(calls)} × ${verb}`;

/** "10,000 rows each", or "about 9,100 rows each" where the rows don't come in equal parts. */
export function rowsInWords({ calls, rows }: StatementKind): string {
  if (calls <= 1) return `${formatCount(rows)} rows`;
  const each = rows / calls;
  if (Number.isInteger(each)) return `${formatCount(each)} rows each`;
  return `about ${formatCount(Number(each.toPrecision(2)))} rows each`;
}

const comments = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()+/;

function verbOf(text: string): string {
  return /^[a-z]+/i.exec(text.replace(comments, ""))?.[0].slice(0, 12).toUpperCase() ?? "other";
}
