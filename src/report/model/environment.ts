/** Everything needed to say whether two results may be compared. */
import { otherLoad } from "../../compare/busy.js";
import type { Result } from "../../results/schema.js";
import { formatCount, formatValue } from "../format.js";
import { appendix, detail } from "./medium.js";
import { notReadFacts, ownFacts } from "./rows-read.js";
import { group, type Section } from "./report.js";
import { runAgain } from "./run-again.js";

/** The section with the facts, and the patterns' fingerprints. */
export const environmentSection = (result: Result): Section => ({
  kind: "group",
  id: "environment",
  title: "Environment",
  shown: detail,
  blocks: [
    ...runAgain(result),
    group(
      "Machine, server, what was read, versions and options",
      [{ kind: "facts", facts: environmentFacts(result) }],
      {
        page: "folded",
      },
    ),
    group(
      "SHA-256 of each pattern’s compiled source",
      [{ kind: "facts", facts: result.patterns.map(({ id, source }) => [{ name: id }, source]) }],
      appendix,
    ),
  ],
});

/** A fact about how a result came to be: what, and its value. Both may quote the result as it is. */
type Fact = readonly [name: string, value: string];

/** Everything needed to say whether two results may be compared: run, machine, server, data set and versions. */
function environmentFacts(result: Result): Fact[] {
  const { environment: machine, dataSet, variants } = result;
  return [
    ["command", result.command],
    ["ormeter", result.ormeter],
    ...(result.commit
      ? [["commit", `${result.commit.hash}${result.commit.modified ? ", and changes since" : ""}`] as const]
      : []),
    ["started, finished", `${result.startedAt}, ${result.finishedAt}`],
    ["operating system", `${machine.os}, kernel ${machine.kernel}, ${machine.arch}`],
    ["processor", `${machine.cpu}, ${formatCount(machine.cores)} cores`],
    ["memory", formatValue(machine.memory, "bytes")],
    ["memory limit", machine.memoryLimit === undefined ? "none" : formatValue(machine.memoryLimit, "bytes")],
    ["load average at the start", String(machine.loadAverage)],
    ["other load while it read", load(result)],
    ["time zone, locale", `${machine.timeZone}, ${machine.locale}`],
    ["environment variables", variables(machine.variables)],
    ["server", `PostgreSQL ${machine.server.version}, ${machine.server.kind}`],
    ...Object.entries(machine.server.settings),
    ...(dataSet.own
      ? ownFacts(result)
      : [["data set", `${dataSet.name} version ${dataSet.version}, ${formatCount(dataSet.rows)} rows`] as const]),
    ...notReadFacts(result),
    [`${dataSet.own ? "table" : "data set"}'s size and digest`, `${size(dataSet)}, ${dataSet.digest}`],
    ...variants.map(({ name, node, packages }): Fact => [
      `variant ${name}`,
      [...Object.entries(packages).map((each) => each.join(" ")), `Node ${node}`].join(", "),
    ]),
    ["rngSeed", String(result.rngSeed)],
    ...Object.entries(result.options)
      .filter(([name]) => name !== "rngSeed")
      .map(([name, value]): Fact => [`option ${name}`, optionWords(name, value)]),
  ];
}

/** The options that are times, in ms. */
const times: readonly string[] = ["timeout", "budget"];

/** What an option is, as one says it: "100,000", "yes", "typeorm/get-many, pg/query batchSize 500". */
function optionWords(name: string, value: unknown): string {
  if (typeof value === "number" && times.includes(name)) return formatValue(value, "ms");
  return wordsOf(value);
}

function wordsOf(value: unknown): string {
  if (value === undefined || value === null) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Number.isInteger(value)) return formatCount(Number(value));
  if (Array.isArray(value)) return value.map(wordsOf).join(", ") || "none";
  if (typeof value === "string" || typeof value === "number") return String(value);
  // A pattern is called by its id, and whatever was asked of it.
  const { id, options = {}, ...others } = value as { readonly id?: unknown; readonly options?: object };
  if (typeof id === "string") return [id, pairs(options), pairs(others)].filter((words) => words !== "").join(" ");
  return pairs(value) || "none";
}

/** "wall threshold 0.05 decides yes; cpu …". */
const pairs = (object: object): string =>
  Object.entries(object)
    .map(([key, value]: [string, unknown]) => `${key} ${wordsOf(value)}`)
    .join(Object.values(object).some((value) => typeof value === "object") ? "; " : " ");

/** Of a view or a query there is none. */
const size = ({ bytes, own }: Result["dataSet"]): string =>
  own && bytes === 0 ? "size not known" : formatValue(bytes, "bytes");

function variables(set: Result["environment"]["variables"]): string {
  if (set === undefined) return "not recorded";
  return (
    Object.entries(set)
      .map((each) => each.join("="))
      .join(" ") || "none that changes what a read costs"
  );
}

function load(result: Result): string {
  const known = otherLoad(result);
  if (!known) return "not known";
  const { others, steal } = known;
  return `other programs ${others.toFixed(2)} cores, a virtual machine's host ${steal.toFixed(2)} cores, on average`;
}
