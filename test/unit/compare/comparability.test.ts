import { comparability, conditionsOf, haveSameRows, spoiledBy } from "../../../src/compare/comparability.js";
import { metricNames, metrics } from "../../../src/metrics.js";
import type { Result } from "../../../src/results/schema.js";
import { completed, makeResult } from "../../results.js";

const baseline = makeResult([{ pattern: "typeorm/find", trials: [completed({ wall: 1 })] }]);
const { environment, dataSet, options, variants } = baseline;
const { server } = environment;

/** A result whose workers inherited these variables. */
const inheriting = (variables: Record<string, string>): Partial<Result> => ({
  environment: { ...environment, variables },
});

/** What keeps a result with these fields from being compared with the baseline. */
const fieldsOf = (changed: Partial<Result>) => comparability(baseline, { ...baseline, ...changed });

test("Results under the same conditions may be compared in everything", () => {
  const another = { ...baseline, startedAt: "2026-08-01T08:00:00.000Z", rngSeed: 99, ormeter: "0.2.0" };
  expect(comparability(baseline, another)).toEqual([]);
});

test("Other versions of packages, and another load on the machine, are no reason not to compare", () => {
  const upgraded = [{ name: "installed", node: "20.20.2", packages: { typeorm: "2.0.0", pg: "9.0.0" } }];
  expect(fieldsOf({ variants: upgraded, environment: { ...environment, loadAverage: 3 } })).toEqual([]);
});

test.each<[string, "all metrics" | "noisy metrics", Partial<Result>, string, string]>([
  ["rows", "all metrics", { dataSet: { ...dataSet, rows: 20_000 } }, "1000000", "20000"],
  [
    "data set",
    "all metrics",
    { dataSet: { ...dataSet, digest: "beef" } },
    "employees v1, digest 0f3a",
    "employees v1, digest beef",
  ],
  ["architecture", "all metrics", { environment: { ...environment, arch: "arm64" } }, "x64", "arm64"],
  [
    "flags for Node",
    "all metrics",
    { options: { ...options, nodeArgs: ["--single-threaded"] } },
    "none",
    "--single-threaded",
  ],
  [
    "NODE_OPTIONS",
    "all metrics",
    inheriting({ NODE_OPTIONS: "--max-semi-space-size=128" }),
    "none",
    "--max-semi-space-size=128",
  ],
  ["NODE_ENV", "all metrics", inheriting({ NODE_ENV: "production" }), "none", "production"],
  ["UV_THREADPOOL_SIZE", "noisy metrics", inheriting({ UV_THREADPOOL_SIZE: "1" }), "none", "1"],
  [
    "the allocator's variables",
    "noisy metrics",
    inheriting({ MALLOC_CONF: "narenas:1", GLIBC_TUNABLES: "glibc.malloc.arena_max=1" }),
    "none",
    "GLIBC_TUNABLES=glibc.malloc.arena_max=1 MALLOC_CONF=narenas:1",
  ],
  ["the loader's variables", "noisy metrics", inheriting({ LD_PRELOAD: "j.so" }), "none", "LD_PRELOAD=j.so"],
  ["time zone", "noisy metrics", { environment: { ...environment, timeZone: "Pacific/Apia" } }, "UTC", "Pacific/Apia"],
  ["locale", "noisy metrics", { environment: { ...environment, locale: "de-DE" } }, "en-US", "de-DE"],
  ["memory limit", "all metrics", { environment: { ...environment, memoryLimit: 5e8 } }, "none", "500000000"],
  ["CPU", "noisy metrics", { environment: { ...environment, cpu: "Other" } }, "Example CPU @ 2.6 GHz", "Other"],
  ["cores", "noisy metrics", { environment: { ...environment, cores: 64 } }, "2", "64"],
  ["kernel", "noisy metrics", { environment: { ...environment, kernel: "7.0" } }, "6.18.0", "7.0"],
  ["Node", "noisy metrics", { variants: variants.map((each) => ({ ...each, node: "26.0.0" })) }, "20.20.2", "26.0.0"],
  [
    "PostgreSQL",
    "noisy metrics",
    { environment: { ...environment, server: { ...server, version: "17.1" } } },
    "18.4 (embedded)",
    "17.1 (embedded)",
  ],
  [
    "PostgreSQL's settings",
    "noisy metrics",
    { environment: { ...environment, server: { ...server, settings: { fsync: "on", shared_buffers: "1GB" } } } },
    "fsync=off shared_buffers=1GB",
    "fsync=on shared_buffers=1GB",
  ],
])("Another %s spoils %s, and both values are said", (field, spoils, changed, before, after) => {
  expect(fieldsOf(changed)).toEqual([{ field, spoils, baseline: before, candidate: after }]);
});

test("A result from before variables were recorded may be compared with one that was made without any", () => {
  expect(environment.variables).toBeUndefined();
  expect(fieldsOf(inheriting({}))).toEqual([]);
});

test("A slow consumer changes every metric", () => {
  expect(fieldsOf({ options: { ...options, slowConsumer: { every: 100, ms: 1 } } })).toMatchObject([
    { field: "slow consumer", spoils: "all metrics", baseline: "none" },
  ]);
});

test("Settings of PostgreSQL that only stand in another order are the same", () => {
  const settings = { fsync: "off", shared_buffers: "1GB" };
  expect(fieldsOf({ environment: { ...environment, server: { ...server, settings } } })).toEqual([]);
});

test("On another machine what is steady is still compared, and nothing else; of other rows nothing is", () => {
  const elsewhere = fieldsOf({ environment: { ...environment, cpu: "Other", cores: 4 } });
  for (const name of metricNames) {
    const reason = spoiledBy(elsewhere, metrics[name]);
    expect(reason).toBe(metrics[name].noise === "steady" ? undefined : "CPU, cores differ");
    expect(spoiledBy(fieldsOf({ dataSet: { ...dataSet, rows: 5 } }), metrics[name])).toBe("rows differ");
    expect(spoiledBy([], metrics[name])).toBeUndefined();
  }
});

test("Conditions come in the same order for every result, so that they can be held against each other", () => {
  const fields = (result: Result) => conditionsOf(result).map(({ field }) => field);
  expect(fields({ ...baseline, options: {}, environment: { ...environment, memoryLimit: 1 } })).toEqual(
    fields(baseline),
  );
});

test("Rows of the user's that changed between two results are said to have, and nothing is compared", () => {
  const own = { kind: "table", relation: '"public"."orders"', unchecked: [] } as const;
  const before: Result = { ...baseline, dataSet: { ...dataSet, own: { ...own, unchecked: [] } } };
  const after: Result = { ...before, dataSet: { ...before.dataSet, digest: "other" } };
  expect(comparability(before, before)).toEqual([]);
  expect(comparability(before, after)).toEqual([
    {
      field: 'the content of "public"."orders"',
      spoils: "all metrics",
      baseline: `all rows, digest ${dataSet.digest}`,
      candidate: "all rows, digest other",
    },
  ]);
  expect(haveSameRows(before.dataSet, after.dataSet)).toBe(false);
});
