/** What keeps two results from being comparable, field by field. Pure. */
import { inherited } from "../results/inherited-variables.js";
import { busyWith, otherLoad } from "./busy.js";
import { trialFlags } from "../flags/measuring.js";
import type { Metric } from "../metrics.js";
import type { IncomparableField } from "../results/comparison.js";
import type { DataSet, Result } from "../results/schema.js";

type Spoils = IncomparableField["spoils"];

/** Which rows a data set is, in one text: alike where both have the same. */
const contentOf = ({ name, version, digest, own }: DataSet): string =>
  own
    ? `${[own.where, own.sample === undefined ? undefined : `the first ${String(own.sample)}`].filter((part) => part !== undefined).join(", ") || "all rows"}, digest ${digest}`
    : `${name} v${version}, digest ${digest}`;

/** Whether two results read the same rows: of the user's, rows may have changed between them. */
export const haveSameRows = (a: DataSet, b: DataSet): boolean => a.rows === b.rows && contentOf(a) === contentOf(b);

/** Each field with what it is called, how it reads, and what a difference in it spoils. */
const fields: readonly (readonly [
  field: string | ((result: Result) => string),
  spoils: Spoils,
  read: (result: Result) => unknown,
])[] = [
  ["rows", "all metrics", ({ dataSet }) => dataSet.rows],
  [
    ({ dataSet: { own } }) => (own ? `the content of ${own.relation}` : "data set"),
    "all metrics",
    ({ dataSet }) => contentOf(dataSet),
  ],
  ["architecture", "all metrics", ({ environment }) => environment.arch],
  ["flags for Node", "all metrics", ({ options }) => listed(options["nodeArgs"])],
  // What workers are told of a trial changes what it costs, whatever it is.
  ...Object.entries(trialFlags).map(
    ([option, { words }]) => [words, "all metrics", ({ options }: Result) => said(options[option])] as const,
  ),
  ["memory limit", "all metrics", ({ environment }) => environment.memoryLimit ?? "none"],
  ...inherited.map(
    (kind) => [kind.field, kind.spoils, ({ environment }: Result) => variables(kind, environment)] as const,
  ),
  ["time zone", "noisy metrics", ({ environment }) => environment.timeZone],
  ["locale", "noisy metrics", ({ environment }) => environment.locale],
  ["CPU", "noisy metrics", ({ environment }) => environment.cpu],
  ["cores", "noisy metrics", ({ environment }) => environment.cores],
  ["memory", "noisy metrics", ({ environment }) => environment.memory],
  ["operating system", "noisy metrics", ({ environment }) => environment.os],
  ["kernel", "noisy metrics", ({ environment }) => environment.kernel],
  ["Node", "noisy metrics", ({ variants }) => listed(variants.map(({ node }) => node))],
  ["PostgreSQL", "noisy metrics", ({ environment: { server } }) => `${server.version} (${server.kind})`],
  ["PostgreSQL's settings", "noisy metrics", ({ environment: { server } }) => settings(server.settings)],
];

const said = (option: unknown): string => (option === undefined || option === false ? "none" : JSON.stringify(option));

const listed = (value: unknown): string => {
  const entries = Array.isArray(value) ? value.map(String) : [];
  return entries.length === 0 ? "none" : entries.join(" ");
};

/** "MALLOC_ARENA_MAX=2"; the value alone of a variable that is a field of its own. */
const variables = ({ field, names }: (typeof inherited)[number], { variables: set = {} }: Result["environment"]) =>
  Object.entries(set)
    .filter(([name]) => names.test(name))
    .map(([name, value]) => (name === field ? value : `${name}=${value}`))
    .sort()
    .join(" ") || "none";

const settings = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(" ");

/** One thing that must be alike in results that are compared. */
export interface Condition extends Pick<IncomparableField, "field" | "spoils"> {
  readonly value: string;
}

/** Everything that must be alike, as it was for a result; the same fields in the same order for every result. */
export const conditionsOf = (result: Result): Condition[] =>
  fields.map(([field, spoils, read]) => ({
    field: typeof field === "string" ? field : field(result),
    spoils,
    value: String(read(result)),
  }));

/** The fields in which two results differ that must be alike, with both values; none where everything may be compared. */
export function comparability(baseline: Result, candidate: Result): IncomparableField[] {
  const after = conditionsOf(candidate);
  const differing = conditionsOf(baseline).flatMap(({ field, spoils, value }, index) => {
    const other = after[index]?.value ?? "";
    return value === other ? [] : [{ field, spoils, baseline: value, candidate: other }];
  });
  return [...differing, ...load(baseline, candidate)];
}

/** Times of a busy machine can't be compared, not even with those of one that was as busy. */
function load(...sides: readonly [Result, Result]): IncomparableField[] {
  if (!sides.some(busyWith)) return [];
  const [baseline, candidate] = sides.map((side) => {
    const known = otherLoad(side);
    return known ? `${(known.others + known.steal).toFixed(1)} of ${side.environment.cores} cores` : "not watched";
  });
  return [{ field: "other load", spoils: "times", baseline: baseline ?? "", candidate: candidate ?? "" }];
}

/** Why a metric may not be compared, in a few words; undefined where it may. */
export function spoiledBy(incomparable: readonly IncomparableField[], { noise }: Metric): string | undefined {
  const spoiling = incomparable.filter(
    ({ spoils }) => spoils === "all metrics" || noise === "noisy" || (spoils === "noisy metrics" && noise !== "steady"),
  );
  return spoiling.length === 0 ? undefined : `${spoiling.map(({ field }) => field).join(", ")} differ`;
}
