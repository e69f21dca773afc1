import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import parsers from "@yarnpkg/parsers";
import { upgradeFlags } from "../../../src/commands/options/upgrade.js";
import { listed } from "../../../src/flags/flag.js";
import { parseFailOn } from "../../../src/flags/metric-lists.js";

const folder = resolve(import.meta.dirname, "../../../examples");

interface Workflow {
  readonly on: { readonly pull_request: { readonly paths: readonly string[] } };
  readonly jobs: { readonly upgrade: { readonly steps: readonly { readonly name?: string; readonly run?: string }[] } };
}

const workflows = readdirSync(folder).filter((name) => name.endsWith(".yml"));

test("There are some", () => {
  expect(workflows).toContain("orm-upgrade.yml");
});

test.each(workflows)("%s runs on the lock file that it compares, with flags that there are", (name) => {
  const { on, jobs } = parsers.parseSyml(readFileSync(join(folder, name), "utf8")) as unknown as Workflow;
  const [lock = ""] = on.pull_request.paths;
  const command = jobs.upgrade.steps.find((step) => step.name === "Compare")?.run ?? "";
  const [, args = ""] = /ormeter upgrade (.*)/s.exec(command) ?? [];
  expect(args).toContain(`--from-lock HEAD^1:${lock} --to-lock ${lock}`);
  const known = listed(upgradeFlags).map((flag) => flag.name);
  const used = args.match(/--[a-z-]+/g) ?? [];
  expect(used.filter((flag) => !known.includes(flag))).toEqual([]);
  expect(() => parseFailOn(/--fail-on (\S+)/.exec(args)?.[1] ?? "", "--fail-on")).not.toThrow();
});
