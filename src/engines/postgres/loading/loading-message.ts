/**
 * How the seed migration reports its progress. TypeORM's logger takes text only, and that is what its CLI shows; our
 * own loader reads the figures back out of it.
 */

/** The sentence for `rows` of `of` rows loaded. */
export const loadingMessage = (rows: number, of: number): string =>
  `Loaded ${String(rows)} of ${String(of)} employees.`;

/** The figures in a sentence of {@link loadingMessage}; undefined for any other. */
export function parseLoadingMessage(message: string): { readonly rows: number; readonly of: number } | undefined {
  const [, rows, of] = /^Loaded (\d+) of (\d+) employees\.$/.exec(message) ?? [];
  return rows === undefined || of === undefined ? undefined : { rows: Number(rows), of: Number(of) };
}
