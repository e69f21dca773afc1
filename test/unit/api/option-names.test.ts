import { optionNames } from "../../../src/api/option-names.js";
import type { BenchOptions, Calling, UpgradeOptions } from "../../../src/api/options.js";
import { configKeys, ofOneRun as saidOnce } from "../../../src/commands/config-keys.js";
import { configFlags } from "../../../src/commands/config-keys.js";
import { commands } from "../../../src/commands/program.js";
import { listed } from "../../../src/flags/flag.js";
import { configSchema } from "../../../src/config/config-schema.js";
import type { Config } from "../../../src/project/config.js";

/** Every key of a type: the compiler says which is missing or too many. */
type Keys<Of> = Readonly<Record<keyof Of, true>>;

const measuring: Keys<Omit<Config, "$schema" | "budget" | "rounds" | "slowConsumer" | "baseline">> = {
  dataSource: true,
  entity: true,
  table: true,
  query: true,
  read: true,
  urlFrom: true,
  sample: true,
  showValues: true,
  readOnly: true,
  snapshot: true,
  workload: true,
  bench: true,
  patterns: true,
  rows: true,
  timeout: true,
  nodeArgs: true,
  rngSeed: true,
  failOn: true,
  strict: true,
};
const ofBench = { rounds: true, slowConsumer: true, baseline: true } as const;
const config: Keys<Omit<Config, "$schema">> = { ...measuring, ...ofBench, budget: true };
const ofOneRun = { config: true, url: true, out: true } as const;
const bench: Keys<Omit<BenchOptions, keyof Calling>> = {
  ...measuring,
  ...ofBench,
  ...ofOneRun,
  quick: true,
  save: true,
  heapDiff: true,
};
const upgrade: Keys<Omit<UpgradeOptions, keyof Calling>> = {
  ...measuring,
  ...ofOneRun,
  budget: true,
  from: true,
  to: true,
  fromLock: true,
  toLock: true,
};

const sorted = (keys: object | readonly string[]): string[] =>
  (Array.isArray(keys) ? (keys as string[]) : Object.keys(keys)).toSorted();

test("Every option that a program may give is a flag, and every flag is an option", () => {
  expect(sorted(optionNames.bench)).toEqual(sorted(bench));
  expect(sorted(optionNames.upgrade)).toEqual(sorted(upgrade));
});

test("Every command that reads a config is asked for its keys", () => {
  const keys = configKeys();
  const reading = commands.filter(({ flags }) => "config" in flags);
  const asked = reading.flatMap(({ flags }) => listed(flags)).map(({ attribute }) => attribute);
  expect(reading.map(({ name }) => name)).toContain("bench");
  expect(asked.filter((name) => !keys.includes(name) && !saidOnce.includes(name))).toEqual([]);
});

test("Every key of a config is a flag, and its schema knows just these", () => {
  expect(sorted(configKeys())).toEqual(sorted(config));
  const { properties } = configSchema(configFlags());
  expect(sorted(properties as object)).toEqual(sorted({ ...config, $schema: true }));
});
