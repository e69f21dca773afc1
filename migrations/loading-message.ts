/**
 * How the seed migration reports its progress. TypeORM's logger takes text only, and that is what its CLI shows; our own
 * loader reads the figure back out of it.
 */

/** The sentence for `rows` of `of` rows loaded. */
export const loadingMessage = (rows: number, of: number): string => `Loaded ${String(rows)} of ${String(of)} rows.`;

/** The rows loaded so far, in a sentence of {@link loadingMessage}; undefined for any other. */
export function loadedIn(message: string): number | undefined {
  const [, rows] = /^Loaded (\d+) of \d+ rows\.$/.exec(message) ?? [];
  return rows === undefined ? undefined : Number(rows);
}
