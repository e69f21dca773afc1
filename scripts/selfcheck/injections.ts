/**
 * Faults of a known size, to be built into a copy of the installed TypeORM, which the verdicts must then find. A patch
 * finds its place in the compiled text by a few characters, and refuses a text that doesn't have them exactly once.
 */

/** How large the faults are. */
export interface Amounts {
  /** Numbers that `slow-hydration` searches for each hydrated row. */
  readonly searchedPerRow: number;
  /** How often it searches them; once unless told. */
  readonly searches?: number;
  /** Bytes that `more-allocation` allocates for each hydrated row; whole words, at least 48. */
  readonly bytesPerRow: number;
  /** The id of the row that is dropped or changed. */
  readonly victim: number;
}

/** A change to one file of the package. */
export interface Injection {
  /** Its path in the package. */
  readonly file: string;
  /** @throws Error where the text hasn't the place to patch, or has it more than once. */
  readonly patch: (text: string) => string;
}

/** What can be injected. */
export const injectionNames = [
  "unchanged",
  "slow-hydration",
  "more-allocation",
  "leak",
  "dropped-row",
  "off-by-one",
  "shifted-date",
  "text-decimal",
  "extra-query",
] as const;

export type InjectionName = (typeof injectionNames)[number];

/** What `leak` keeps of every thousand hydrated rows. */
const leakedBytes = 1_000;

/** The text of the query that `extra-query` adds, as the server's statistics show it. */
export const extraQuery = "SELECT $1 AS extra";

const hydration = "query-builder/transformer/RawSqlResultsToEntityTransformer.js";
const queryBuilder = "query-builder/SelectQueryBuilder.js";

/** Where an entity that is finished joins the others: passed for every hydrated row, and not by `stream()`. */
const finished = "entities.push(entity)";

/**
 * V8's sizes on 64 bits: an array of n elements is four words, and a store of two words and n; an object literal is
 * three words and one for each property.
 */
const word = 8;
const arrayBytes = 6 * word;
const nodeBytes = 5 * word;

/** The expression of a new array that takes so many bytes of the heap, itself included. */
const arrayOf = (bytes: number): string => `new Array(${Math.round((bytes - arrayBytes) / word)})`;

/** Replaces the one occurrence of `place`. */
function replaceOnce(text: string, place: string, replacement: string): string {
  const [before, after, ...more] = text.split(place);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(
      `A patch expects "${place}" once and finds it ${text.split(place).length - 1} times: ` +
        `this version of TypeORM needs another place.`,
    );
  }
  return before + replacement + after;
}

/** Calls a function of the patch's own with each entity. `state` is what it keeps between rows. */
const onEachEntity = (state: string, body: string): Injection => ({
  file: hydration,
  patch: (text) =>
    `${replaceOnce(text, finished, "entities.push(hydrated(entity))")}\n` +
    `${state}\nfunction hydrated(entity) { ${body} return entity; }\n`,
});

/** All injections, of these sizes. */
export const injections = ({
  searchedPerRow,
  searches = 1,
  bytesPerRow,
  victim,
}: Amounts): Readonly<Record<InjectionName, Injection>> => ({
  /** Another file, the same program. */
  unchanged: { file: hydration, patch: (text) => `${text}\n// Unchanged.\n` },
  /**
   * A search in vain, which is V8's own compiled code: it allocates nothing and takes the same time whatever V8 has
   * made of the code around it. A loop of our own was seen to take four times as long where it wasn't optimised again.
   */
  "slow-hydration": onEachEntity(
    `const haystack = new Float64Array(${searchedPerRow});`,
    "haystack.indexOf(1);".repeat(searches),
  ),
  /** Reachable until the next row comes, so that the allocation can't be optimised away, and then garbage. */
  "more-allocation": onEachEntity("let last;", `last = ${arrayOf(bytesPerRow)};`),
  /** A chain, since a growing array would leave more than it was given. */
  leak: onEachEntity(
    "let rows = 0; let kept;",
    `if (++rows % 1000 === 0) kept = { previous: kept, ballast: ${arrayOf(leakedBytes - nodeBytes)} };`,
  ),
  "dropped-row": {
    file: hydration,
    patch: (text) => replaceOnce(text, finished, `entity.id === ${victim} || ${finished}`),
  },
  "off-by-one": onEachEntity("", `if (entity.id === ${victim}) entity.managerId += 1;`),
  /** Midnight in a zone east of Greenwich, written down in UTC: the day before, wherever this runs. */
  "shifted-date": onEachEntity(
    "",
    'entity.hiredOn = new Date(entity.hiredOn + "T00:00:00+02:00").toISOString().slice(0, 10);',
  ),
  /** The driver's text, as where a column's transformer isn't asked any more: the same value, and another type. */
  "text-decimal": onEachEntity("", "entity.salary = entity.salary.toFixed(2);"),
  "extra-query": {
    file: queryBuilder,
    patch: (text) => {
      const place = "rawResults = await this.loadRawResults";
      return replaceOnce(text, place, `await queryRunner.query("SELECT 1 AS extra"); ${place}`);
    },
  },
});
