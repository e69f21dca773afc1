/** What a read pattern is: the contract of every file in `bench/`. */
import type { ColumnKind } from "./columns/kinds.js";

export type { ColumnKind };

/** A column, so that rows of any shape can be told equal. Taken from the database's catalog. */
export interface Column {
  /** The column in the database. */
  readonly name: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  /** Whether a row that lacks it stands for null. */
  readonly mayBeMissing?: boolean;
  /** Of an array: what its elements are. */
  readonly element?: ColumnKind;
  /** Which midnight a Date stands for, where the client gives one for a day without a time: `local` unless said. */
  readonly midnight?: "local" | "utc";
}

/** Rows of another table that belong to each root, which holds them: what makes a tree of it. */
export interface Relation {
  /** Under which property, or key, a root holds them. */
  readonly name: string;
  /** Whether that is a list, perhaps an empty one, or a row, or null where there is none. */
  readonly holds: "many" | "one";
  /** The full name of their table, quoted, for statements that are written out. */
  readonly table: string;
  /** The columns that are equal in a root and in what belongs to it. */
  readonly on: { readonly root: string; readonly related: string };
  readonly columns: readonly Column[];
  /** Names of their key's columns, in its order. */
  readonly key: readonly string[];
}

/** An option of a pattern: its default, and the values that `sweep` tries. */
export interface PatternOption {
  readonly default: number;
  readonly sweep: readonly number[];
  /** One sentence: what the number is. */
  readonly means: string;
}

/**
 * How a row holds its columns: in an object by a key for each column, dots between the keys of nested objects, and the rows of
 * a relation, named in the second place, under its name, each in an object likewise; as a
 * line of COPY's text format (a Buffer without its line feed); or in a way that nobody knows, so that it is counted, and
 * compared as a whole with what the same pattern gives another time.
 */
export type RowShape =
  | { readonly kind: "keys"; readonly key: (column: Column, relation?: string) => string }
  | { readonly kind: "copy-text" }
  | { readonly kind: "whole" };

/** How a pattern's rows hold their columns: as said, or as the ORM's entities do, which its client knows. */
export type RowAccess = RowShape | { readonly kind: "properties" };

/** What is read, as a pattern sees it. */
export interface ReadWorkload<Target> {
  readonly name: string;
  /** The full name of the table, quoted, for statements that are written out. */
  readonly table: string;
  /** What it is called in this ORM: an entity, a model. As the folder's client gives it. */
  readonly target: Target;
  /** Names of the key's columns, in its order. */
  readonly key: readonly string[];
  readonly columns: readonly Column[];
  /** What roots hold beside their columns: none for flat rows. */
  readonly relations: readonly Relation[];
}

/** What `read` is called with. */
export interface ReadContext<Source, Options extends Record<string, PatternOption>, Target = unknown> {
  /** What the folder's client gives: a TypeORM DataSource, a pg Pool. */
  readonly source: Source;
  readonly workload: ReadWorkload<Target>;
  /** The pattern's options, defaults filled in. */
  readonly options: { readonly [K in keyof Options]: number };
  /** Takes one row, synchronously; call it as soon as the row is there. */
  readonly consume: (row: unknown) => void;
}

/**
 * The ways to read, by what goes over the wire: whole results in one statement, pages, rows as they come; and of trees one
 * join, JSON that the server makes of what belongs to a root, a statement a relation, or one for each root.
 */
export const ways = ["whole", "pages", "stream", "join", "json", "statements", "each"] as const;

export type Way = (typeof ways)[number];

/**
 * What a service is given: entities, instances of the model's classes; plain objects that the ORM made, under the model's property
 * names and of its types; or raw rows, as the driver or SQL names them. Reads of different kinds don't give the same thing.
 */
export const yieldKinds = ["entity", "object", "raw"] as const;

export type Yields = (typeof yieldKinds)[number];

/**
 * What a pattern claims of the memory that it takes: as much of however many rows (`flat`), or more with every row
 * (`linear`). `scale` holds it to that.
 */
export const memoryClaims = ["flat", "linear"] as const;

export type MemoryClaim = (typeof memoryClaims)[number];

/** What a pattern says of itself. */
export interface PatternWords<Options extends Record<string, PatternOption> = Record<string, PatternOption>> {
  /** One sentence: what it does on the wire. */
  readonly does: string;
  /** What the service is given. */
  readonly yields: Yields;
  /** Which way it reads, where it is one of the known: patterns of one way are held against each other, and against the driver's. */
  readonly way?: Way;
  /** What it claims of its memory; nothing unless given. */
  readonly memory?: MemoryClaim;
  readonly options: Options;
  /** The workloads that it reads, by name; whatever has a table unless given. */
  readonly workloads?: readonly string[];
  /** What its roots may hold, where it reads trees; without it, it reads flat rows alone. */
  readonly relations?: readonly Relation["holds"][];
  /** Whether it reads in the order of a key, and so only what has one. */
  readonly needsKey?: boolean;
  /** Whether it goes on behind the last key that it got, and so only where the key's values come back as they are. */
  readonly continuesByKey?: boolean;
  /** Whether the ORM makes one of rows that it can't tell apart. */
  readonly mergesAlike?: boolean;
  /**
   * How it reads a query of the user's, in a word that its client knows: where the client can put such a query in place of
   * the one that the pattern builds. Otherwise it reads tables alone.
   */
  readonly query?: string;
  /** Packages that the ORM loads by itself for this read: they must be installed where it is. */
  readonly needs?: readonly string[];
}

/** A read pattern. */
export interface Pattern<
  Source = never,
  Options extends Record<string, PatternOption> = Record<string, PatternOption>,
  Target = never,
> extends PatternWords<Options> {
  /** The file's name without its ending. */
  readonly name: string;
  readonly access: RowAccess;
  /**
   * Reads the whole table, hands each row to `consume`, and returns whatever it naturally still holds at the end
   * (the array, for a pattern that builds one). Releases connections and cursors in `finally`.
   */
  readonly read: (context: ReadContext<Source, Options, Target>) => Promise<unknown>;
}

/** Rows are entities, or plain objects like them: columns are reached by their properties. */
export const entityKeys: RowAccess = { kind: "properties" };

/** Rows are what the driver gives: columns are reached by their database name. */
export const columnKeys: RowShape = { kind: "keys", key: (column) => column.name };

/** Rows are TypeORM's raw rows: database names behind the query's alias. */
export const aliasedKeys = (alias: string): RowShape => ({
  kind: "keys",
  key: (column) => `${alias}_${column.name}`,
});

/**
 * Declares a pattern; exists for type inference only, so that `read` knows its options. Its type parameters are what the
 * folder's client gives: the source, and what a workload is called there.
 *
 * @example
 *   export default definePattern<DataSource>()({ name: "get-many", ... });
 */
export const definePattern =
  <Source, Target = unknown>() =>
  <const Options extends Record<string, PatternOption>>(
    pattern: Pattern<Source, Options, Target>,
  ): Pattern<Source, Options, Target> =>
    pattern;
