import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { parseLockSide } from "../../../../src/config/lock-specs.js";
import { UsageError } from "../../../../src/errors.js";
import { projectPackages } from "../../../../src/project/clients.js";
import {
  closureOf,
  differingNames,
  differingRoots,
  packageLockOf,
  versionsIn,
  type Closure,
} from "../../../../src/project/locks/closure.js";
import { parseLock } from "../../../../src/project/locks/read-lock.js";
import { makeFolder, removeFolder } from "../../../program.js";

/** The same project in each format: pg, its parts, one of them found under another name, a package that nothing reads with. */
const npm = (pgTypes = "2.2.0", importer = ""): string =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      "": importer === "" ? { dependencies: { pg: "^8.0.0" }, devDependencies: { chalk: "^5.0.0" } } : {},
      ...(importer !== "" && { [importer]: { dependencies: { pg: "^8.0.0" } } }),
      "node_modules/chalk": { version: "5.0.0" },
      "node_modules/pg": {
        version: "8.11.0",
        resolved: "https://registry.example/pg/-/pg-8.11.0.tgz",
        integrity: "sha512-pg",
        dependencies: { "pg-pool": "^3.6.0", "pg-types": "^2.1.0", split: "npm:split2@^4.0.0" },
        optionalDependencies: { "pg-cloudflare": "^1.1.0" },
        peerDependencies: { "pg-native": ">=3" },
        peerDependenciesMeta: { "pg-native": { optional: true } },
      },
      "node_modules/pg-native": { version: "3.0.0" },
      "node_modules/pg-pool": { version: "3.6.0", peerDependencies: { pg: ">=8.0" } },
      "node_modules/pg-types": { version: "9.9.9" },
      "node_modules/pg/node_modules/pg-types": { version: pgTypes },
      "node_modules/split": { name: "split2", version: "4.2.0" },
      "node_modules/pg-cloudflare": { version: "1.1.0", optional: true, os: ["linux"] },
    },
  });

const pnpm9 = (pgTypes = "2.2.0"): string => `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      pg: {specifier: ^8.0.0, version: 8.11.0(pg-native@3.0.0)}
    devDependencies:
      chalk: {specifier: ^5.0.0, version: 5.0.0}
packages:
  chalk@5.0.0: {resolution: {integrity: sha512-chalk}}
  pg@8.11.0:
    resolution: {integrity: sha512-pg}
    peerDependencies: {pg-native: '>=3'}
    peerDependenciesMeta: {pg-native: {optional: true}}
  pg-native@3.0.0: {resolution: {integrity: sha512-n}}
  pg-pool@3.6.0: {resolution: {integrity: sha512-p}}
  pg-types@${pgTypes}: {resolution: {integrity: sha512-t}}
  split2@4.2.0: {resolution: {integrity: sha512-s}}
  pg-cloudflare@1.1.0: {resolution: {integrity: sha512-c}, os: [linux]}
snapshots:
  chalk@5.0.0: {}
  pg@8.11.0(pg-native@3.0.0):
    dependencies:
      pg-native: 3.0.0
      pg-pool: 3.6.0(pg@8.11.0(pg-native@3.0.0))
      pg-types: ${pgTypes}
      split: split2@4.2.0
    optionalDependencies:
      pg-cloudflare: 1.1.0
  pg-native@3.0.0: {}
  pg-pool@3.6.0(pg@8.11.0(pg-native@3.0.0)):
    dependencies:
      pg: 8.11.0(pg-native@3.0.0)
  pg-types@${pgTypes}: {}
  split2@4.2.0: {}
  pg-cloudflare@1.1.0: {}
`;

const pnpm6 = `lockfileVersion: '6.0'
dependencies:
  pg: {specifier: ^8.0.0, version: 8.11.0}
packages:
  /pg@8.11.0:
    resolution: {integrity: sha512-pg}
    dependencies: {pg-pool: 3.6.0(pg@8.11.0), pg-types: 2.2.0, split: /split2@4.2.0}
    optionalDependencies: {pg-cloudflare: 1.1.0}
  /pg-pool@3.6.0(pg@8.11.0):
    resolution: {integrity: sha512-p}
    dependencies: {pg: 8.11.0}
  /pg-types@2.2.0: {resolution: {integrity: sha512-t}}
  /split2@4.2.0: {resolution: {integrity: sha512-s}}
  /pg-cloudflare@1.1.0: {resolution: {integrity: sha512-c}, os: [linux]}
`;

const yarn1 = `# yarn lockfile v1

pg@^8.0.0, pg@>=8.0:
  version "8.11.0"
  resolved "https://registry.example/pg/-/pg-8.11.0.tgz#abc"
  integrity sha512-pg
  dependencies:
    pg-pool "^3.6.0"
    pg-types "^2.1.0"
    split "npm:split2@^4.0.0"
  optionalDependencies:
    pg-cloudflare "^1.1.0"

pg-cloudflare@^1.1.0:
  version "1.1.0"

pg-pool@^3.6.0:
  version "3.6.0"

pg-types@^2.1.0:
  version "2.2.0"

"split@npm:split2@^4.0.0":
  version "4.2.0"
`;

const berry = `__metadata:
  version: 8

"pg-cloudflare@npm:^1.1.0":
  version: 1.1.0
  resolution: "pg-cloudflare@npm:1.1.0"
  conditions: os=linux

"pg-pool@npm:^3.6.0":
  version: 3.6.0
  resolution: "pg-pool@npm:3.6.0"
  peerDependencies:
    pg: ">=8.0"

"pg-types@npm:^2.1.0":
  version: 2.2.0
  resolution: "pg-types@npm:2.2.0"

"pg@npm:^8.0.0":
  version: 8.11.0
  resolution: "pg@npm:8.11.0"
  dependencies:
    pg-cloudflare: "npm:^1.1.0"
    pg-pool: "npm:^3.6.0"
    pg-types: "npm:^2.1.0"
    split: "npm:split2@^4.0.0"
  dependenciesMeta:
    pg-cloudflare:
      optional: true

"shop@workspace:.":
  version: 0.0.0-use.local
  resolution: "shop@workspace:."
  dependencies:
    pg: "npm:^8.0.0"

"split@npm:split2@^4.0.0":
  version: 4.2.0
  resolution: "split2@npm:4.2.0"
`;

describe("a lock file", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await makeFolder();
    await writeFile(join(folder, "package.json"), '{ "dependencies": { "pg": "^8.0.0" } }');
  });
  afterAll(() => removeFolder(folder));

  const closure = (content: string, project = folder): Closure =>
    closureOf(parseLock(content, "the.lock", project), ["typeorm", "pg"]);

  test.each([
    ["package-lock.json", npm()],
    ["pnpm-lock.yaml of pnpm 9", pnpm9()],
    ["pnpm-lock.yaml of pnpm 8", pnpm6],
    ["yarn.lock of version 1", yarn1],
    ["yarn.lock of later versions", berry],
  ])("says what reads go through, and all that it brings along: %s", (_, content) => {
    const found = closure(content);
    expect([...found.roots.keys()]).toEqual(["pg"]);
    expect(Object.fromEntries(versionsIn(found))).toEqual({
      pg: "8.11.0",
      "pg-cloudflare": "1.1.0",
      "pg-pool": "3.6.0",
      "pg-types": "2.2.0",
      split2: "4.2.0",
    });
    const { packages } = packageLockOf(found);
    expect(packages[""]).toEqual({ dependencies: { pg: "8.11.0" } });
    expect(packages["node_modules/pg"]).toMatchObject({
      version: "8.11.0",
      dependencies: { "pg-pool": "3.6.0", "pg-types": "2.2.0", split: "npm:split2@4.2.0" },
      optionalDependencies: { "pg-cloudflare": "1.1.0" },
    });
    expect(packages["node_modules/split"]).toMatchObject({ name: "split2", version: "4.2.0" });
    expect(packages["node_modules/pg-cloudflare"]).toMatchObject({ optional: true });
    // Wherever the registry is: it may be another one here.
    expect(JSON.stringify(packages)).not.toContain("registry.example");
  });

  test("is the same as another one that says the same, whichever package manager wrote it", () => {
    for (const other of [pnpm9(), pnpm6, berry]) {
      expect(differingNames(closure(npm()), closure(other))).toEqual([]);
      expect(differingRoots(closure(npm()), closure(other))).toEqual([]);
    }
  });

  test("differs by what a package brings along, and not by what nothing reads through", () => {
    const before = closure(npm());
    expect(differingRoots(before, closure(npm("2.1.0")))).toEqual(["pg"]);
    expect(differingNames(before, closure(npm("2.1.0")))).toEqual(["pg-types"]);
    const otherChalk = npm().replace(
      '"node_modules/chalk":{"version":"5.0.0"}',
      '"node_modules/chalk":{"version":"5.1.0"}',
    );
    expect(otherChalk).not.toBe(npm());
    expect(differingRoots(before, closure(otherChalk))).toEqual([]);
    expect(differingRoots(closure(pnpm9()), closure(pnpm9("2.1.0")))).toEqual(["pg"]);
  });

  test("of a workspace is read for the project's own folder", async () => {
    await writeFile(join(folder, "package-lock.json"), "");
    const api = join(folder, "packages", "api");
    await mkdir(api, { recursive: true });
    expect([...closure(npm("2.2.0", "packages/api"), api).roots.keys()]).toEqual(["pg"]);
    expect([...closure(npm("2.2.0", "packages/api"), folder).roots.keys()]).toEqual([]);
  });

  test("keeps two versions of one package apart, below what finds each", () => {
    const content = JSON.stringify({
      lockfileVersion: 3,
      packages: {
        "": { dependencies: { pg: "8", typeorm: "1" } },
        "node_modules/pg": { version: "8.0.0", dependencies: { ms: "1" } },
        "node_modules/typeorm": { version: "1.0.0", dependencies: { ms: "2" } },
        "node_modules/ms": { version: "1.0.0" },
        "node_modules/typeorm/node_modules/ms": { version: "2.0.0", dependencies: { pg: "8" } },
      },
    });
    const { packages } = packageLockOf(closure(content));
    const versions = Object.entries(packages).map(([path, { version }]) => [path, version]);
    expect(Object.fromEntries(versions)).toEqual({
      "": undefined,
      "node_modules/pg": "8.0.0",
      "node_modules/typeorm": "1.0.0",
      "node_modules/ms": "2.0.0",
      "node_modules/pg/node_modules/ms": "1.0.0",
    });
  });

  test.each([
    ["npm 6's", '{ "lockfileVersion": 1, "dependencies": {} }', /^the\.lock isn't a lock file of npm 7 or newer/],
    [
      "Bun's",
      '{ "lockfileVersion": 1,\n "workspaces": {\n "": {} }, }',
      /^the\.lock is no lock file that ormeter can read/,
    ],
    ["half of one", '{ "lockfileVersion": 3,', /^the\.lock can't be read as a lock file: /],
    [
      "a merge's",
      '{\n<<<<<<< ours\n"a": 1\n}',
      /^the\.lock can't be read as a lock file: it has a merge conflict in it\.$/,
    ],
    ["pnpm 7's", "lockfileVersion: 5.4\ndependencies: {}", /^the\.lock isn't a lock file of pnpm 8 or newer/],
    ["another file", "hello: there", /^the\.lock is no lock file that ormeter can read: there are package-lock\.json/],
    [
      "one with a folder of the project in it",
      npm().replace('"version":"8.11.0","resolved":"https:', '"link":true,"resolved":"https:'),
      /pg is a folder or a file of the project/,
    ],
    [
      "one that isn't whole",
      npm().replace('"node_modules/pg-pool"', '"node_modules/pool"'),
      /^the\.lock lacks pg-pool, which pg depends on/,
    ],
    [
      "one with a patch of pnpm's",
      pnpm9().replaceAll("8.11.0(pg-native@3.0.0)", "8.11.0(patch_hash=abc)"),
      /pg@8\.11\.0 is patched in the project/,
    ],
    [
      "one with a patch of Yarn's",
      berry.replace('"pg@npm:8.11.0"', '"pg@patch:pg@npm%3A8.11.0#x"'),
      /pg is patched in the project/,
    ],
  ])("that won't do is told so: %s", (_, content, message) => {
    expect(() => closure(content)).toThrow(UsageError);
    expect(() => closure(content)).toThrow(message);
  });

  test("is a file, or one in a commit", async () => {
    const known = await projectPackages();
    const repository = join(folder, "repository");
    const git = (...args: string[]) =>
      execa("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: repository });
    await mkdir(join(repository, "api"), { recursive: true });
    await writeFile(join(repository, "package-lock.json"), npm("2.1.0"));
    await git("init", "-q", "-b", "main");
    await git("add", ".");
    await git("commit", "-qm", "before");
    await writeFile(join(repository, "package-lock.json"), npm());
    const around = { cwd: repository, project: repository };
    const before = await parseLockSide("--from-lock", "main:package-lock.json", around, known);
    const after = await parseLockSide("--to-lock", "package-lock.json", around, known);
    expect([before.text, after.text]).toEqual(["main:package-lock.json", "package-lock.json"]);
    expect(differingNames(before.closure, after.closure)).toEqual(["pg-types"]);
    for (const [text, message] of [
      ["nowhere.json", /^--from-lock must name a lock file, .*; there is none at "nowhere\.json"\.$/],
      ["other:package-lock.json", /^--from-lock: git can't show "other:package-lock\.json" \(.*other/],
    ] as const) {
      await expect(parseLockSide("--from-lock", text, around, known)).rejects.toThrow(message);
    }
    await writeFile(join(repository, "none.json"), '{ "packages": { "": {} } }');
    await expect(parseLockSide("--to-lock", "none.json", around, known)).rejects.toThrow(
      /^--to-lock: in none\.json the project depends on nothing that reads go through; there are .*typeorm, /,
    );
  });
});
