/**
 * How values of the user's own rows get into a result: hidden, unless they asked for them. Everything that may hold one
 * passes through here on its way there: what rows were, statements, words of errors. A row keeps a name, by which it is
 * recognised, and a value what it is and how long. Pure.
 */
import { createHmac } from "node:crypto";
import { piecesOf } from "../sql-pieces.js";
import { mostDescribed } from "../trial/describe-value.js";
import type { Equivalence, Outcome, Statement, Trial } from "./schema.js";

type Completed = Extract<Outcome, { kind: "completed" }>;
type FirstDifference = NonNullable<(Equivalence & { kind: "different" })["firstDifference"]>;

/** What was said of something that went wrong, with the server's or the system's code, or the name of an error. */
export interface Said {
  readonly message?: string;
  readonly code?: string | undefined;
}

/** What becomes of values. */
export interface Values {
  readonly kind: "shown" | "hidden";
  readonly trial: (trial: Trial) => Trial;
  /** @param kinds what the columns hold, by their names. */
  readonly difference: (first: FirstDifference, kinds: ReadonlyMap<string, string>) => FirstDifference;
  /** An error in words. */
  readonly words: (error: Said) => string;
}

/** Of rows that are nobody's secret. */
export const shownValues: Values = {
  kind: "shown",
  trial: (trial) => trial,
  difference: (first) => first,
  words: ({ message = "" }) => message,
};

/**
 * Hidden ones.
 *
 * @param secret what rows' names are made with: without it nobody finds the key of a name by trying keys.
 */
export function hiddenValues(secret: string): Values {
  const nameOf = (key: string): string => `#${createHmac("sha256", secret).update(key).digest("hex").slice(0, 8)}`;
  return {
    kind: "hidden",
    trial: (trial) => ({ ...trial, outcome: hiddenIn(trial.outcome, nameOf) }),
    difference: ({ key, columns, missing }, kinds) => ({
      key: nameOf(key),
      missing,
      columns: columns.map(({ name, value, reference }) => ({
        name,
        ...hiddenPair(value, reference, kinds.get(name)),
      })),
    }),
    words: hiddenWords,
  };
}

function hiddenIn(outcome: Outcome, nameOf: (key: string) => string): Outcome {
  if (outcome.kind === "failed") return { ...outcome, message: hiddenWords(outcome) };
  if (outcome.kind !== "completed") return outcome;
  const { shape, misfits, statements } = outcome;
  return {
    ...outcome,
    ...(shape && {
      shape: {
        ...shape,
        columns: shape.columns.map(({ row, value, ...type }) => ({
          ...type,
          row: nameOf(row),
          value: hiddenDescription(value),
        })),
      },
    }),
    ...(misfits && {
      misfits: { ...misfits, row: nameOf(misfits.row), received: hiddenDescription(misfits.received) },
    }),
    statements: "absent" in statements ? statements : hiddenStatements(statements),
  } satisfies Completed;
}

/** Of a value with its type behind it in brackets: the type, and how long it was. */
function hiddenDescription(described: string): string {
  if (described === "null" || described === "undefined") return described;
  const [, text, type] = /^([\s\S]*) \(([^()]*)\)$/.exec(described) ?? [];
  return text === undefined || type === undefined ? "a value" : ofLength(type, text.length);
}

/** Of a column's text: what the column holds, and how long it was; null stays null. */
function hiddenText(text: string | null, kind = "value"): string | null {
  if (text === null) return null;
  // The text of a value that its column can't hold (src/trial/digest.ts).
  const [, wanted, described] = /^no ([\w-]+): ([\s\S]*)$/.exec(text) ?? [];
  if (wanted === kind && described !== undefined) return `no ${kind}, but ${hiddenDescription(described)}`;
  return ofLength(kind, text.length);
}

/** "a string of 12 characters". How long a boolean is says which it is. */
function ofLength(type: string, length: number): string {
  const article = /^[aeiou]/i.test(type) ? "an" : "a";
  if (type === "boolean" || type === "Boolean") return `${article} ${type}`;
  const count = length >= mostDescribed ? `${String(mostDescribed)} characters or more` : characters(length);
  return `${article} ${type} of ${count}`;
}

const characters = (count: number): string => `${String(count)} ${count === 1 ? "character" : "characters"}`;

/** A column's two texts, the second with how far it is like the first: hidden, they may look alike. */
function hiddenPair(value: string | null, reference: string | null, kind: string | undefined) {
  const [its, other] = [hiddenText(value, kind), hiddenText(reference, kind)];
  if (value === null || reference === null) return { value: its, reference: other };
  let same = 0;
  while (same < value.length && value[same] === reference[same]) same++;
  if (same === 0) return { value: its, reference: other };
  return { value: its, reference: `${String(other)}, the first ${same === 1 ? "one" : String(same)} the same` };
}

/** Texts that differed in their constants alone are one afterwards. */
function hiddenStatements(statements: readonly Statement[]): Statement[] {
  const found = new Map<string, Statement>();
  for (const { text, plan, ...counts } of statements) {
    const hidden = withoutLiterals(text);
    const other = found.get(hidden);
    found.set(hidden, {
      text: hidden,
      calls: counts.calls + (other?.calls ?? 0),
      rows: counts.rows + (other?.rows ?? 0),
      time: counts.time + (other?.time ?? 0),
      ...(plan !== undefined && { plan: withoutConditions(plan) }),
    });
  }
  return [...found.values()];
}

/**
 * Numbers, which begin where no name goes on; the words right before one say that it is how many rows, and nothing of
 * them. Some of these are names of columns, too, but a column has an operator before the number.
 */
const numbers =
  /((?<![\w$\u0080-\uffff])(?:limit|offset|fetch|forward|backward|first|next)\s+)?(?<![\w$\u0080-\uffff])\d[\w.]*/gi;

/**
 * SQL without its constants. The server replaces those of most statements by parameters, but not those of a DECLARE or a
 * COPY before PostgreSQL 16.
 */
const withoutLiterals = (sql: string): string =>
  piecesOf(sql)
    .map(({ kind, text }) => {
      if (kind === "comment") return "";
      if (kind === "quoted") return /^"[^]*"$/.test(text) ? text : "'…'";
      return text.replace(numbers, (whole, counting?: string) => (counting === undefined ? "…" : whole));
    })
    .join("");

/**
 * What a plan says under a label, to the end of the line, but for the line breaks in texts and in quoted names. Texts stand
 * nowhere else; names do, and of those not all are quoted that would have to be (CTE it's): a quote there begins nothing.
 */
const labelled = /^( *[A-Z][\w -]*: )((?:[^"'\n]|"(?:[^"]|"")*(?:"|(?![^]))|'(?:[^']|'')*(?:'|(?![^])))*)/gm;

/** A plan without the constants of its conditions; costs and counts of rows are the server's own. */
const withoutConditions = (plan: string): string =>
  plan.replace(labelled, (line, label: string, rest: string) =>
    /^\d+$/.test(rest) ? line : label + withoutLiterals(rest),
  );

/** Errors whose words hold names, and nothing that a row holds: classes of SQLSTATEs, codes of the system, and ours. */
const harmless =
  /^((08|0A|25|26|28|34|3D|3F|40|42|53|54|55|57|58)[0-9A-Z]{3}|E[A-Z]+|EAI_[A-Z]+|SIG[A-Z]+|ERR_TLS_\w+|(ERR_)?MODULE_NOT_FOUND|UnfitSession|OwnFileError)$/;

/** Words, or their beginnings, that hold nothing whatever their code is: of the server, of the driver, and our own. */
const harmlessWords = new RegExp(
  `^(?:${[
    'invalid input syntax for type [\\w ]+(?=: ")',
    "invalid snapshot identifier",
    "division by zero$",
    "(?:small|big)?int(?:eger)? out of range$",
    "Connection terminated(?: unexpectedly)?$",
    "[tT]imeout exceeded when trying to connect$",
    "the worker (?:was ended by \\w+|exited with code \\d+|couldn't be started) before it had a result",
    "The worker ended before it had an answer: it (?:was ended by \\w+|exited with code \\d+|couldn't be started|ran past its time limit)",
    "the database server ended while it was read from",
  ].join("|")})`,
);

/** What is known to hold no value of a row; and that there is more. */
function hiddenWords({ message = "", code }: Said): string {
  if (code !== undefined && harmless.test(code)) return message;
  const known = harmlessWords.exec(message)?.[0];
  if (known !== undefined && /^\W*$/.test(message.slice(known.length))) return message;
  const named = code === undefined ? "" : /^[0-9A-Z]{5}$/.test(code) ? `SQLSTATE ${code}` : code;
  const shown = known === undefined ? named || "an error" : named === "" ? known : `${known} (${named})`;
  return `${shown}; what it says besides may hold values of your rows, and --show-values shows it.`;
}
