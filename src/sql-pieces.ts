/** SQL in pieces, so that code is told from what looks like it and isn't. Pure. */

/** A piece of SQL: code, or what code can't be looked for in: comments, texts, quoted names. */
export interface Piece {
  readonly kind: "code" | "comment" | "quoted";
  readonly text: string;
}

/** What is begun and not ended goes on to the end. */
const quotings: readonly { readonly kind: Piece["kind"]; readonly whole: RegExp }[] = [
  { kind: "comment", whole: /--[^\n\r]*/y },
  // With a backslash as the escape that it is there alone, as it still is where the text is continued on another line.
  { kind: "quoted", whole: /e'(?:[^'\\]|\\[^]?|'(?:\s|--[^\n\r]*[\n\r])*')*(?:'|$)/iy },
  { kind: "quoted", whole: /'(?:[^']|'')*(?:'|$)/y },
  { kind: "quoted", whole: /"(?:[^"]|"")*(?:"|$)/y },
  { kind: "quoted", whole: /(\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)[^]*?(?:\1|$)/y },
];

const ofName = /[\w\u0080-\uffff$]/;

/** Splits SQL into pieces; what is begun and not ended is the server's to refuse. */
export function piecesOf(sql: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  const takeCode = (end: number) => {
    if (end > start) pieces.push({ kind: "code", text: sql.slice(start, end) });
  };
  for (let at = 0; at < sql.length;) {
    // What follows a letter is part of a name: tag$a$ begins no text.
    const isWithinName = at > start && /[$e]/i.test(sql.charAt(at)) && ofName.test(sql.charAt(at - 1));
    const found = isWithinName ? undefined : quotedAt(sql, at);
    if (found) {
      takeCode(at);
      pieces.push(found);
      at += found.text.length;
      start = at;
    } else at++;
  }
  takeCode(sql.length);
  return pieces;
}

function quotedAt(sql: string, at: number): Piece | undefined {
  if (sql.startsWith("/*", at)) return { kind: "comment", text: blockComment(sql, at) };
  for (const { kind, whole } of quotings) {
    whole.lastIndex = at;
    const [text] = whole.exec(sql) ?? [];
    if (text !== undefined) return { kind, text };
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
