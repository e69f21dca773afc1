/**
 * The documents: wide rows, as SQL that generates them inside the server. Row n depends on n alone, through md5 and integer
 * arithmetic, so that every machine and every version of the server holds the same.
 */

/** Raised whenever a row would come out differently; loaded data sets of another version are loaded anew. */
export const documentsVersion = 1;

/** A SELECT that yields the rows with ids `first` to `last`, columns in the table's order. */
export const selectDocuments = (first: number, last: number): string => `
SELECT
  n::integer AS id,
  'Report ' || n || ' of the ' || (ARRAY['first', 'second', 'third', 'last'])[(1 + n % 4)::integer] || ' quarter' AS title,
  body,
  jsonb_build_object(
    'author', substr(md5(n::text), 1, 12),
    'tags', jsonb_build_array('report', 'year ' || 2000 + n % 25, CASE WHEN n % 3 = 0 THEN 'draft' END),
    'revisions', (SELECT jsonb_agg(n * 7 + revision * 13) FROM generate_series(1, (20 + n % 30)::integer) AS revision)
  ) AS properties,
  timestamptz '2024-01-01 00:00:00+00' + n * interval '61.001 seconds' AS updated_at
FROM generate_series(${String(first)}::bigint, ${String(last)}::bigint) AS n,
  -- 606 words of 32 letters and a space: 20 kB that don't compress to nothing.
  LATERAL (SELECT string_agg(md5(n || '.' || word), ' ' ORDER BY word) AS body FROM generate_series(1, 606) AS word) AS text`;
