/** SQL of a project's own, as far as it must be understood before a server sees it. Pure. */
import { UsageError } from "../../errors.js";
import { piecesOf, type Piece } from "../../sql-pieces.js";

/** What a statement that reads begins with. */
const reading = ["SELECT", "WITH", "VALUES", "TABLE"];

/**
 * The one statement that a text holds, without a semicolon at its end. Nothing before it is taken away, so that places in
 * it are places in the text.
 *
 * @param file for the messages.
 * @throws UsageError where it holds none, or several, or one that doesn't read, or one with parameters.
 */
export function readingStatement(text: string, file: string): string {
  const pieces = piecesOf(text);
  const hasMore = (rest: readonly Piece[]) =>
    rest.some(({ kind, text: own }) => kind !== "comment" && own.trim() !== "");
  let statement = "";
  for (const [index, { kind, text: own }] of pieces.entries()) {
    const end = kind === "code" ? own.indexOf(";") : -1;
    statement += end === -1 ? own : own.slice(0, end);
    if (end === -1) continue;
    if (
      own
        .slice(end + 1)
        .replaceAll(";", "")
        .trim() !== "" ||
      hasMore(pieces.slice(index + 1))
    ) {
      throw new UsageError(`${file} holds several statements, and one query is measured at a time: give each a file.`);
    }
    break;
  }
  const code = piecesOf(statement).filter(({ kind }) => kind !== "comment");
  const [first = ""] = /[^\s(]+/.exec(code.map((piece) => piece.text).join(" ")) ?? [];
  if (first === "") throw new UsageError(`${file} is empty: it must hold one query, such as SELECT … FROM ….`);
  const verb = (/^\w+/.exec(first)?.[0] ?? first).toUpperCase();
  if (!reading.includes(verb)) {
    throw new UsageError(
      `${file} begins with ${verb}, and must hold one query that reads: SELECT …, WITH … or VALUES …. A read must not write.`,
    );
  }
  const parameter = code.flatMap(({ kind, text: own }) => (kind === "code" ? [...own.matchAll(parameters)] : []))[0];
  if (parameter) {
    throw new UsageError(
      `${file} has the parameter ${parameter[0]}, and there is nobody to give its value: write the value into the query.`,
    );
  }
  return statement;
}

const parameters = /(?<![\w\u0080-\uffff$])\$(\d+)/g;

const literal = (text: string): string => {
  const doubled = text.replaceAll("'", "''");
  return text.includes("\\") ? ` E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
};

/**
 * A statement with its parameters written out, as texts whose types the server finds as it finds a parameter's.
 *
 * @param values by their places, as a driver sends them.
 */
export function withParameters(sql: string, values: readonly (string | null)[]): string {
  return piecesOf(sql)
    .map(({ kind, text }) =>
      kind === "code"
        ? text.replaceAll(parameters, (whole, place: string) => {
            const value = values[Number(place) - 1];
            return value === undefined ? whole : value === null ? "NULL" : literal(value);
          })
        : text,
    )
    .join("");
}
