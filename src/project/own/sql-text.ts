/** SQL of a project's own, as far as it must be understood before a server sees it. Pure. */
import { UsageError } from "../../errors.js";

/** A piece of SQL: code, or what code can't be looked for in: comments, texts, quoted names. */
interface Piece {
  readonly kind: "code" | "comment" | "quoted";
  readonly text: string;
}

const quotings: readonly { readonly kind: Piece["kind"]; readonly starts: RegExp; readonly whole: RegExp }[] = [
  { kind: "comment", starts: /--/y, whole: /--[^\n]*/y },
  // With a backslash as the escape that it is there alone.
  { kind: "quoted", starts: /e'/iy, whole: /e'(?:[^'\\]|''|\\[^])*'/iy },
  { kind: "quoted", starts: /'/y, whole: /'(?:[^']|'')*'/y },
  { kind: "quoted", starts: /"/y, whole: /"(?:[^"]|"")*"/y },
  { kind: "quoted", starts: /\$(?:[a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/iy, whole: /(\$[^$]*\$)[^]*?\1/y },
];

const wordBefore = /[\w\u0080-\uffff$]$/;

/** Splits SQL into pieces; what is begun and not ended is the server's to refuse. */
function piecesOf(sql: string): Piece[] {
  const pieces: Piece[] = [];
  let code = "";
  const take = (piece: Piece) => {
    if (code !== "") pieces.push({ kind: "code", text: code });
    code = "";
    pieces.push(piece);
  };
  for (let at = 0; at < sql.length;) {
    // What follows a letter is part of a name: tag$a$ begins no text.
    const found = wordBefore.test(code.slice(-1)) && /[$e]/i.test(sql[at] ?? "") ? undefined : quotedAt(sql, at);
    if (found) {
      take(found);
      at += found.text.length;
    } else code += sql.charAt(at++);
  }
  if (code !== "") pieces.push({ kind: "code", text: code });
  return pieces;
}

function quotedAt(sql: string, at: number): Piece | undefined {
  if (sql.startsWith("/*", at)) return { kind: "comment", text: blockComment(sql, at) };
  for (const { kind, starts, whole } of quotings) {
    starts.lastIndex = at;
    if (!starts.test(sql)) continue;
    whole.lastIndex = at;
    return { kind, text: whole.exec(sql)?.[0] ?? sql.slice(at) };
  }
  return undefined;
}

/** They nest, other than in most languages. */
function blockComment(sql: string, start: number): string {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark; (mark = marks.exec(sql));) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return sql.slice(start, marks.lastIndex);
  }
  return sql.slice(start);
}

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
