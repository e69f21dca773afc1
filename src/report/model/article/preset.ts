/**
 * What makes a bench the article's: its three ways of reading, what it published of each, and what stands beside it in
 * TypeORM and in the driver; and what carries over from one language to the other, whatever the figures are.
 */
import { metrics } from "../../../metrics.js";

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

/** The patterns of each language from the most memory to the least, as the article has them. */
export const expectedOrders = {
  SQLAlchemy: ["sqlalchemy/all", "sqlalchemy/yield-per", "sqlalchemy/stream-results"],
  TypeORM: ["typeorm/get-many", "typeorm/take-skip", "typeorm/stream"],
} as const;

/** What carries over, for whoever reads the table; holds whatever the figures are. */
export const carriesOver: readonly string[] = [
  "The article's figures are of its own machine and table: look at their order, not at the distance to these.",
  "all() is getMany() or getRawMany(): the driver buffers the whole result, and objects are made of all of it. text() " +
    "gives rows, so getRawMany() is its nearer kin; getMany() makes entities.",
  "yield_per() has no counterpart in TypeORM, and needs none: psycopg receives the whole result before it gives the " +
    "first row, and yield_per() only spares the objects made of it. Node's driver buffers nothing it isn't asked to: " +
    "row by row (pg/row-events) a single SELECT is read with flat memory, as long as the consumer keeps up.",
  "stream_results is QueryBuilder.stream(): flat memory, and raw rows there too. The server sees one SELECT, since the " +
    "driver fetches from a portal of the protocol, which is no statement; DECLARE and FETCH FORWARD as SQLAlchemy " +
    "sends them are typeorm/cursor-fetch. Entities out of a cursor are typeorm/stream-entities, which TypeORM doesn't " +
    "bring along.",
  "Paginated takes are another thing again: each page is a statement of its own, sees the table as it is by then, and " +
    "with skip the server walks again over all that was read before.",
  `${metrics.wall.title} is to be compared inside a language: SQLAlchemy's loop counts rows, as the article's does, and ` +
    "its checksum comes from a second reading; in Node every row's checksum is part of the time.",
];
