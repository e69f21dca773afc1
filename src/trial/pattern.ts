/** What a read pattern is: the contract of every file in `bench/`. */

/** A column as the data set declares it, so that rows of any shape can be told equal. */
export interface Column {
  /** The entity's property. */
  readonly property: string;
  /** The column in the database. */
  readonly name: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
}

/** What a column holds, whatever a driver or an ORM makes of it. */
export type ColumnKind = "integer" | "decimal" | "text" | "boolean" | "date" | "timestamp";

/** An option of a pattern: its default, and the values that `sweep` tries. */
export interface PatternOption {
  readonly default: number;
  readonly sweep: readonly number[];
  /** One sentence: what the number is. */
  readonly means: string;
}

/**
 * How a pattern's rows hold their columns: an object with a key for each column, or a line of COPY's text format
 * (a Buffer without its line feed).
 */
export type RowAccess =
  { readonly kind: "keys"; readonly key: (column: Column) => string } | { readonly kind: "copy-text" };

/** What `read` is called with. */
export interface ReadContext<Source, Options extends Record<string, PatternOption>> {
  /** What the folder's connection gives: a TypeORM DataSource, a pg Pool. */
  readonly dataSource: Source;
  /** The full name of the table to read, quoted, for statements that are written out. */
  readonly table: string;
  /** The pattern's options, defaults filled in. */
  readonly options: { readonly [K in keyof Options]: number };
  /** Takes one row, synchronously; call it as soon as the row is there. */
  readonly consume: (row: unknown) => void;
}

/** A read pattern. */
export interface Pattern<
  Source = never,
  Options extends Record<string, PatternOption> = Record<string, PatternOption>,
> {
  /** The file's name without its ending. */
  readonly name: string;
  /** One sentence: what it does on the wire. */
  readonly does: string;
  /** Whether the service is given entities or raw rows. */
  readonly yields: "entity" | "raw";
  readonly access: RowAccess;
  readonly options: Options;
  /**
   * Reads the whole table, hands each row to `consume`, and returns whatever it naturally still holds at the end
   * (the array, for a pattern that builds one). Releases connections and cursors in `finally`.
   */
  readonly read: (context: ReadContext<Source, Options>) => Promise<unknown>;
}

/** Rows are entities: columns are reached by property name. */
export const entityKeys: RowAccess = { kind: "keys", key: (column) => column.property };

/** Rows are what the driver gives: columns are reached by their database name. */
export const columnKeys: RowAccess = { kind: "keys", key: (column) => column.name };

/** Rows are TypeORM's raw rows: database names behind the query's alias. */
export const aliasedKeys = (alias: string): RowAccess => ({
  kind: "keys",
  key: (column) => `${alias}_${column.name}`,
});

/**
 * Declares a pattern; exists for type inference only, so that `read` knows its options.
 *
 * @example
 *   export default definePattern<DataSource>()({ name: "get-many", ... });
 */
export const definePattern =
  <Source>() =>
  <const Options extends Record<string, PatternOption>>(pattern: Pattern<Source, Options>): Pattern<Source, Options> =>
    pattern;
