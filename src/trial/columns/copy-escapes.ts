/** The escapes of COPY's text format: https://www.postgresql.org/docs/current/sql-copy.html */
const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** A field's text with COPY's escapes resolved. */
export const unescapeCopy = (field: string): string =>
  field.replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character);
