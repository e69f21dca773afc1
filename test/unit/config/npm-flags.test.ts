import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { flagsTakenByNpm } from "../../../src/config/npm-flags.js";
import { makeFolder, removeFolder } from "../../program.js";

let cwd: string;
beforeEach(async () => {
  cwd = await makeFolder();
});
afterEach(() => removeFolder(cwd));

const flags = [
  { long: "--rows", flags: "--rows <n>" },
  { long: "--rng-seed", flags: "--rng-seed <n>" },
  { long: "--url", flags: "--url <url>" },
  { long: "--json", flags: "--json" },
];
/** As npm 10 and 11 set it for a script with `npm run bench …`. */
const npmRun = { npm_command: "run", npm_lifecycle_event: "bench", npm_lifecycle_script: "node dist/src/cli.js bench" };
const taken = (env: Record<string, string>) => flagsTakenByNpm(flags, { env, cwd });

test("Flags before the two dashes are found, with blanks and with equal signs, and no value is repeated", () => {
  const swallowed = {
    npm_config_rows: "5000",
    npm_config_rng_seed: "true",
    npm_config_json: "true",
    npm_config_url: "postgres://me:secret@db/app",
  };
  expect(taken({ ...npmRun, ...swallowed })).toEqual(["--rows <n>", "--rng-seed <n>", "--url <url>", "--json"]);
});

test("npm's other settings are none of ours", () => {
  expect(taken({ ...npmRun, npm_config_user_agent: "npm", npm_config_prefix: "/usr", npm_config_save: "" })).toEqual(
    [],
  );
});

test.each(["json = true", "other=1\n  JSON=true", "json"])("A setting of npm's own files wasn't typed: %j", (text) => {
  const file = join(cwd, "settings");
  writeFileSync(file, text);
  expect(taken({ ...npmRun, npm_config_json: "true", npm_config_userconfig: file })).toEqual([]);
  writeFileSync(join(cwd, ".npmrc"), text);
  expect(taken({ ...npmRun, npm_config_json: "true" })).toEqual([]);
});

test("A setting that only looks alike doesn't hide what was typed", () => {
  writeFileSync(join(cwd, ".npmrc"), "; json=true\njson-lines=1\n");
  expect(taken({ ...npmRun, npm_config_json: "true" })).toEqual(["--json"]);
});

test("What npm was told for another program, which runs ormeter in turn, isn't ormeter's", () => {
  expect(taken({ ...npmRun, npm_lifecycle_script: "jest", npm_config_json: "true" })).toEqual([]);
  expect(taken({ npm_config_json: "true" })).toEqual([]);
});
