/** The list of read patterns: what there is, whatever was measured. */
import { formatCount, formatList } from "../format.js";
import { group, notes, type Block, type Report, type Section } from "./report.js";

/** A pattern as it is listed. */
export interface ListedPattern {
  readonly id: string;
  /** Whether most services start with it. */
  readonly isUsual: boolean;
  /** Whether `bench --quick` reads it. */
  readonly isQuick: boolean;
  /** Whether it is read only where it is named. */
  readonly isOnRequest: boolean;
  /** Whether it is the project's own, and not ormeter's. */
  readonly isOwn: boolean;
  /** Why it can't be read here; a part of a sentence. */
  readonly unreadable?: string;
  /** What it says of itself; not there where it can't be loaded. */
  readonly says?: {
    readonly does: string;
    readonly yields: "entity" | "raw";
    readonly options: Readonly<
      Record<string, { readonly default: number; readonly sweep: readonly number[]; readonly means: string }>
    >;
    /** The only workloads that it reads; whatever has a table unless given. */
    readonly workloads?: readonly string[];
    readonly needsKey: boolean;
    /** What its roots hold, where it reads trees. */
    readonly relations?: readonly ("many" | "one")[];
  };
}

/** An ORM with its patterns. */
export interface ListedClient {
  readonly folder: string;
  readonly name: string;
  readonly isFloor: boolean;
  /** Exact versions of what is installed. */
  readonly packages: Readonly<Record<string, string>>;
  /** Whether its packages come when they are first asked for: until then some of its patterns can't say what they do. */
  readonly isOnDemand: boolean;
  readonly patterns: readonly ListedPattern[];
}

/** All that is listed. */
export interface PatternList {
  /** What is read here: the data set, or entities and tables of the project's own; none where that is all there are. */
  readonly workloads: readonly string[];
  readonly clients: readonly ListedClient[];
}

/** The list as a report. */
export const patternsReport = ({ workloads, clients }: PatternList): Pick<Report, "facts" | "sections"> => ({
  facts: [`what is read here: ${workloads.length === 0 ? "every entity of the DataSource" : formatList(workloads)}`],
  sections: clients.map(clientSection),
});

function clientSection({ folder, name, isFloor, packages, isOnDemand, patterns }: ListedClient): Section {
  const versions = Object.entries(packages).map((each) => each.join(" "));
  const [reason, ...others] = new Set(patterns.map(({ unreadable }) => unreadable));
  // Of an ORM that isn't there it is enough to say so once.
  const blocks =
    reason !== undefined && others.length === 0
      ? [notes([`${formatList(patterns.map(({ id }) => id))} can't read here: ${reason}.`])]
      : patterns.map((pattern) => group([{ name: pattern.id }, marks(pattern)], [about(pattern)]));
  const floor = isFloor ? ", what ORMs are measured against" : "";
  return {
    kind: "group",
    id: folder,
    title: `${name}${floor}${versions.length === 0 ? "" : ` · ${versions.join(", ")}`}`,
    blocks: [
      ...(isOnDemand && reason === undefined
        ? [notes([`Its packages are installed when it is asked for: bench --patterns ${folder}.`])]
        : []),
      ...blocks,
    ],
  };
}

function marks({ says, isUsual, isQuick, isOnRequest, isOwn, unreadable }: ListedPattern): string {
  const words = [
    ...(says ? [says.yields === "entity" ? "entities" : "raw rows"] : []),
    ...(isUsual ? ["what most start with"] : []),
    ...(isQuick ? ["in --quick"] : []),
    ...(isOnRequest ? ["only where it is named"] : []),
    ...(isOwn ? ["your own"] : []),
    ...(unreadable === undefined ? [] : ["not here"]),
  ];
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
}

const held = (holds: "many" | "one"): string => (holds === "many" ? "a list of rows" : "one row or none");

function about({ says, unreadable }: ListedPattern): Block {
  const only = says?.workloads;
  const options = Object.entries(says?.options ?? {}).map(
    ([name, { default: usual, sweep, means }]) =>
      [
        name,
        `${formatCount(usual)} ${means}; sweep tries ${sweep.map((each) => formatCount(each)).join(", ")}`,
      ] as const,
  );
  return {
    kind: "facts",
    facts: [
      ["does", says?.does ?? "says so once it can be loaded"],
      ...options,
      ...(only ? [["reads", `${formatList(only)} alone`] as const] : []),
      ...(says?.relations
        ? [["reads", `trees: roots that hold ${says.relations.map(held).join(", or ")}`] as const]
        : []),
      ...(says?.needsKey === true ? [["reads", "what has a key"] as const] : []),
      ...(unreadable === undefined ? [] : [["not read here", `${unreadable}.`] as const]),
    ],
  };
}
