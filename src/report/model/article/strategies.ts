/**
 * What makes a bench the article's: its three ways of reading, what it published of each, and what stands beside it in
 * TypeORM and in the driver.
 */

/** A peak that the article published. */
export interface PublishedPeak {
  /** Its words, of its own machine and table. */
  readonly words: string;
  /** The figure in them, in bytes, for a mark in a picture. */
  readonly bytes: number;
}

/** One way of reading. */
export interface Strategy {
  readonly title: string;
  /** What the client and the server do. */
  readonly does: string;
  /** Undefined for a way that the article doesn't have. */
  readonly published: PublishedPeak | undefined;
  /** Patterns that read this way: SQLAlchemy's, TypeORM's, the driver's. */
  readonly patterns: readonly string[];
}

const megabyte = 1e6;

export const strategies: readonly Strategy[] = [
  {
    title: "all()",
    does: "the whole result as objects",
    published: { words: "over 600 MB", bytes: 600 * megabyte },
    patterns: ["sqlalchemy/all", "typeorm/get-many", "typeorm/get-raw-many", "pg/query"],
  },
  {
    title: "yield_per()",
    does: "one SELECT, rows made one after another on the client",
    published: { words: "just under 250 MB", bytes: 250 * megabyte },
    patterns: ["sqlalchemy/yield-per", "pg/row-events"],
  },
  {
    title: "stream_results",
    does: "a cursor on the server",
    published: { words: "a little over 40 MB", bytes: 40 * megabyte },
    patterns: [
      "sqlalchemy/stream-results",
      "typeorm/stream",
      "typeorm/stream-entities",
      "typeorm/cursor-fetch",
      "pg/cursor",
    ],
  },
  {
    title: "pages",
    does: "one SELECT a page, which the article doesn't try",
    published: undefined,
    patterns: ["typeorm/take-skip", "typeorm/take-keyset"],
  },
];

/** All of the patterns: what `article` reads. */
export const articlePatterns: readonly string[] = strategies.flatMap(({ patterns }) => patterns);
