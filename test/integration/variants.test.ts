import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { execa } from "execa";
import semver from "semver";
import { parseLockSide } from "../../src/config/lock-specs.js";
import { availablePatterns } from "../../src/config/pattern-requests.js";
import { parseVariant } from "../../src/config/variant-specs.js";
import { UsageError } from "../../src/errors.js";
import { projectPackages, usualPatterns } from "../../src/project/clients.js";
import type { Packages } from "../../src/project/packages.js";
import { installVariant, type InstalledVariant } from "../../src/runner/variants/install.js";
import { askWorker, nodeWorker } from "../../src/runner/worker-process.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

describe("variants", () => {
  let folder: string;
  let variants: string;
  let busy: string[];
  let known: Packages;
  const environment = process.env;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ormeter-variants-"));
    variants = join(folder, ".ormeter", "variants");
    known = await projectPackages();
  });
  beforeEach(() => {
    busy = [];
  });
  afterEach(() => {
    process.env = environment;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const options = {
    name: "candidate",
    root,
    get home() {
      return join(folder, ".ormeter");
    },
    signal: new AbortController().signal,
    onBusy: (what: string) => void busy.push(what),
    onNote: () => undefined,
  };
  const install = (text: string, changed = {}): Promise<InstalledVariant> =>
    installVariant(parseVariant("--to", text, folder, known), { ...options, known, ...changed });

  /** The file that an import in a variant's patterns leads to. */
  const resolved = ({ program }: InstalledVariant, name: string): string => createRequire(program.worker).resolve(name);
  const folders = async (): Promise<string[]> => (existsSync(variants) ? readdir(variants) : []);

  test("an install that was killed in the middle is made anew, and only then used", async () => {
    const module = (file: string) => JSON.stringify(pathToFileURL(join(root, "dist", file)).href);
    const code = `
      import { parseVariant } from ${module("src/config/variant-specs.js")};
      import { installVariant } from ${module("src/runner/variants/install.js")};
      import { projectPackages, usualPatterns } from ${module("src/project/clients.js")};
      const { signal } = new AbortController();
      const known = await projectPackages();
      await installVariant(parseVariant("--to", "pg@8.11.0", ".", known),
        { name: "x", root: ${JSON.stringify(root)}, known, home: ${JSON.stringify(options.home)}, signal, onBusy() {}, onNote() {} });`;
    const killed = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "ignore", detached: true });
    const ended = once(killed, "exit");
    const manifest = async () => (await folders()).some((name) => existsSync(join(variants, name, "package.json")));
    while (!(await manifest())) await sleep(20);
    // npm too, which it started.
    process.kill(-(killed.pid ?? 0), "SIGKILL");
    await ended;
    const left = await folders();
    expect(left).toHaveLength(1);

    const { variant } = await install("pg@8.11.0");
    expect(variant).toMatchObject({ name: "candidate", node: process.version, packages: { pg: "8.11.0" } });
    expect(Object.keys(variant.packages)).toEqual(expect.arrayContaining(["typeorm", "pg-protocol", "pg-types"]));
    expect(await folders()).toEqual([expect.stringMatching(/^pg-8\.11\.0-[0-9a-f]{12}$/)]);
  });

  test("what is installed is used again without npm, and its patterns find its packages and no others", async () => {
    process.env = { ...environment, PATH: folder };
    const side = await install("pg@8.11.0");
    expect(busy).toEqual([]);
    const [place = ""] = await folders();
    expect(side.program.worker.startsWith(join(variants, place, "code-"))).toBe(true);
    for (const name of ["typeorm", "pg", "pg-cursor", "tinybench"]) {
      expect(resolved(side, name)).toContain(join(variants, place, "node_modules", name));
    }
  });

  test("a version brings along what there was when it was published", async () => {
    const { variant } = await install("pg@8.11.0");
    expect(variant.brought).toMatchObject({ kind: "as-of", date: expect.stringMatching(/^20\d\d-/) as string });
    // Its range is ^1.6.0; 1.8.0 came two years later.
    expect(semver.satisfies(variant.packages["pg-protocol"] ?? "", ">=1.6.0 <1.8.0")).toBe(true);
    // What wasn't asked for is as in the project.
    const { version } = JSON.parse(await readFile(join(root, "node_modules", "pg-cursor", "package.json"), "utf8")) as {
      version: string;
    };
    expect(variant.packages["pg-cursor"]).toBe(version);
  });

  test("an edited install isn't used", async () => {
    const [place = ""] = await folders();
    const manifest = join(variants, place, "node_modules", "pg", "package.json");
    const before = await readFile(manifest, "utf8");
    await writeFile(manifest, before.replace('"8.11.0"', '"8.10.0"'));
    process.env = { ...environment, PATH: folder };
    await expect(install("pg@8.11.0")).rejects.toThrow(/^npm can't be started \(ENOENT\)/);
    await writeFile(manifest, before);
  });

  test("a tarball and another Node read all patterns", async () => {
    const fork = join(folder, "fork");
    await cp(join(root, "node_modules", "pg-pool"), fork, { recursive: true });
    await appendFile(join(fork, "index.js"), "\nmodule.exports.patched = true\n");
    await execa("npm", ["pack", fork, "--ignore-scripts", "--silent"], { cwd: folder });
    const [file = ""] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));

    const side = await install(`node@22,./${file}`);
    const { variant, program } = side;
    expect(variant.node).toMatch(/^v22\./);
    expect(variant.packages["pg-pool"]).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{8}$/);
    expect(await readFile(resolved(side, "pg-pool"), "utf8")).toContain("patched");
    const wanted = (await availablePatterns()).filter(await usualPatterns());
    const { patterns } = await askWorker({ kind: "describe", patterns: wanted }, ["described"], {
      command: nodeWorker([], program),
      timeout: 60_000,
      signal: options.signal,
    });
    expect(patterns.map(({ id }) => id)).toEqual(wanted);
    const { stdout } = await execa(program.node, ["-p", "process.version"]);
    expect(stdout).toBe(variant.node);
  });

  test.each([
    ["typeorm@0.3.999", /^There is no typeorm@0\.3\.999 \(npm: .+\); the nearest is 0\.3\.\d+, the newest \d/],
    ["pg@^999", /^There is no pg@\^999 \(npm: .+\); the newest is \d+\.\d+\.\d+\.$/],
    ["typeorm@1.1.1,pg@8.3.0", /^typeorm@1\.1\.1, pg@8\.3\.0 can't be installed, .*pg@8\.3\.0.*peerOptional/],
    ["./broken.tgz", /^\.\/broken\.tgz is no package that npm can unpack \(npm: /],
    ["./other", /^\.\/other is the package "other", and not one of typeorm, /],
    ["pg@./fork", /^pg@\.\/fork is the package pg-pool, and not pg\.$/],
  ])("%s is refused in a sentence, and leaves nothing behind", async (text, message) => {
    await writeFile(join(folder, "broken.tgz"), Buffer.alloc(2048, "no tarball "));
    await cp(join(root, "node_modules", "pg-pool"), join(folder, "other"), { recursive: true });
    await writeFile(join(folder, "other", "package.json"), '{ "name": "other", "version": "1.0.0" }');
    const before = await folders();
    const refused = await install(text).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UsageError);
    const { message: said } = refused as UsageError;
    expect(said).toMatch(message);
    expect(said).not.toContain(folder);
    expect(await folders()).toEqual(before);
  });

  test("a range without a network is what npm knew last, and said to be", async () => {
    const { variant } = await install("pg@8.11.0 - 8.11.0");
    const notes: string[] = [];
    const nowhere = "http://127.0.0.1:9";
    process.env = {
      ...environment,
      npm_config_proxy: nowhere,
      npm_config_https_proxy: nowhere,
      npm_config_noproxy: "none.invalid",
    };
    const again = await install("pg@8.11.0 - 8.11.0", { onNote: (sentence: string) => notes.push(sentence) });
    expect(again.variant).toEqual(variant);
    expect(notes).toEqual([
      expect.stringMatching(/^npm can't reach its registry \(.+ECONNREFUSED.+\): pg@8\.11\.0 - /),
    ]);
  });

  test("a lock file's side has what that says, and nothing of today or of the project", async () => {
    const project = join(folder, "locked");
    await mkdir(project);
    await writeFile(
      join(project, "package.json"),
      JSON.stringify({ dependencies: { pg: "8.13.1" }, overrides: { "pg-protocol": "1.7.0", "pg-types": "2.2.0" } }),
    );
    await execa("npm", ["install", "--package-lock-only", "--no-audit", "--no-fund"], { cwd: project });
    const around = { cwd: project, project };
    const side = await parseLockSide("--to-lock", "package-lock.json", around, known);
    const { variant } = await installVariant(side, { ...options, known, also: ["split2"] });
    expect(variant).toMatchObject({
      brought: { kind: "lock" },
      packages: { pg: "8.13.1", "pg-protocol": "1.7.0", "pg-types": "2.2.0", split2: expect.any(String) as string },
    });
    expect(variant.packages).not.toHaveProperty("typeorm");
    expect(await folders()).toContainEqual(expect.stringMatching(/^lock-[0-9a-f]{12}$/));
  });

  test("an interrupted install ends at once, with nothing left", async () => {
    const before = await folders();
    const interruption = new AbortController();
    const reason = new Error("Interrupted.");
    const installing = install("pg@8.12.0", {
      signal: interruption.signal,
      onBusy: () => setTimeout(() => interruption.abort(reason), 200),
    });
    await expect(installing).rejects.toBe(reason);
    expect(await folders()).toEqual(before);
  });
});
