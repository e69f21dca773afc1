import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { availablePatterns } from "../../../src/config/pattern-requests.js";
import { parseVariant, parseVariants } from "../../../src/config/variant-specs.js";
import { UsageError } from "../../../src/errors.js";
import { patternsOfOrms, projectClients, projectPackages } from "../../../src/project/clients.js";
import { installedVariant } from "../../../src/results/environment.js";
import { makeFolder, removeFolder } from "../../program.js";

const clientOf = (name: string, declared: string): string =>
  `export default { name: ${JSON.stringify(name)}, connect: async () => ({}), ${declared} };`;

const typeorm = clientOf("TypeORM", "packages: { typeorm: {}, pg: {} }");
const pg = clientOf(
  "pg",
  'isFloor: true, packages: { pg: { oldest: { version: "8.0.3", why: "older ones hang" } }, "pg-pool": { broughtBy: "pg" } }',
);

describe("a project", () => {
  let root: string;
  beforeEach(async () => {
    root = await makeFolder();
    await put("package.json", '{ "type": "module" }');
    await put("dist/bench/typeorm/client.js", typeorm);
    await put("dist/bench/typeorm/find.js", "");
    await put("dist/bench/pg/client.js", pg);
    await put("dist/bench/pg/copy.js", "");
  });
  afterEach(() => removeFolder(root));

  async function put(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }

  /** Names what was thrown, which must be a UsageError. */
  const refusal = (attempt: () => unknown): string => {
    try {
      attempt();
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      return (error as Error).message;
    }
    throw new Error("It was taken.");
  };

  test("has its ORMs by name, and what they are measured against behind them", async () => {
    await put("dist/bench/zorm/client.js", clientOf("Zorm", "packages: {}"));
    expect((await projectClients(root)).map(({ folder }) => folder)).toEqual(["typeorm", "zorm", "pg"]);
    const { names, measured } = await projectPackages(root);
    expect(names).toEqual(["typeorm", "pg", "pg-pool", "node"]);
    expect(measured).toEqual(["typeorm", "pg", "pg-pool", "tinybench"]);
    const isOrms = await patternsOfOrms(root);
    expect(["typeorm/find", "pg/copy"].filter(isOrms)).toEqual(["typeorm/find"]);
  });

  describe("into which a folder is dropped", () => {
    beforeEach(async () => {
      const oldest = '{ oldest: { version: "2.0.0", why: "the reads use its cursors" } }';
      await put(
        "dist/bench/other/client.js",
        clientOf("Other", `packages: { "@other/orm": ${oldest}, pg: {}, "other.core": { broughtBy: "@other/orm" } }`),
      );
      await put("dist/bench/other/read-all.js", "");
    });

    test("lists its patterns", async () => {
      expect(await availablePatterns(root)).toEqual(["other/read-all", "typeorm/find", "pg/copy"]);
    });

    test("takes versions of its packages, and refuses those that are too old or that nothing reads with", async () => {
      const known = await projectPackages(root);
      expect(parseVariant("--to", "@other/orm@2.1.0,pg@8.11.0", root, known).packages).toMatchObject([
        { kind: "version", name: "@other/orm", version: "2.1.0" },
        { kind: "version", name: "pg", version: "8.11.0" },
      ]);
      expect(
        parseVariants("--matrix", "@other/orm@2.0.0,2.1.0+other.core@1.0.0", root, known).map(({ text }) => text),
      ).toEqual(["@other/orm@2.0.0", "@other/orm@2.1.0,other.core@1.0.0"]);
      expect(refusal(() => parseVariant("--to", "@other/orm@1.9.9", root, known))).toBe(
        "@other/orm must be 2.0.0 or newer: the reads use its cursors; received @other/orm@1.9.9.",
      );
      expect(refusal(() => parseVariant("--to", "@other/orn@2.0.0", root, known))).toBe(
        '--to: no read goes through a package "@other/orn"; did you mean @other/orm? ' +
          "There are @other/orm, typeorm, pg, other.core, pg-pool, node.",
      );
    });

    test("knows which patterns a package touches, that of a driver wherever the driver reads", async () => {
      const { readWith } = await projectPackages(root);
      const all = await availablePatterns(root);
      expect(all.filter(readWith(["@other/orm"]))).toEqual(["other/read-all"]);
      expect(all.filter(readWith(["other.core"]))).toEqual(["other/read-all"]);
      expect(all.filter(readWith(["typeorm"]))).toEqual(["typeorm/find"]);
      for (const name of ["pg", "pg-pool", "node", undefined]) expect(all.filter(readWith([name]))).toEqual(all);
    });

    test("measures with its package in the version that is installed, if it is", async () => {
      const versions = async () => installedVariant("installed", root, await projectPackages(root)).packages;
      expect(await versions()).toEqual({});
      await put("node_modules/@other/orm/package.json", '{ "version": "2.3.4" }');
      await put("node_modules/@other/orm/node_modules/other.core/package.json", '{ "version": "1.0.1" }');
      expect(await versions()).toEqual({ "@other/orm": "2.3.4", "other.core": "1.0.1" });
    });
  });

  test("isn't asked for packages by an ORM of another language", async () => {
    await put("dist/bench/sqlorm/client.js", clientOf("SQL ORM", "packages: {}"));
    const { names, readWith } = await projectPackages(root);
    expect(names).toEqual(["typeorm", "pg", "pg-pool", "node"]);
    expect(["sqlorm/all"].filter(readWith(["pg", "node", undefined]))).toEqual([]);
  });

  test("doesn't count a client whose source is gone", async () => {
    await put("dist/bench/old/client.js", clientOf("Old", "packages: { old: {} }"));
    await put("bench/old/find.ts", "");
    expect((await projectPackages(root)).isKnown("old")).toBe(false);
  });

  test("knows what comes out in the same versions", async () => {
    const released = '{ releasedWith: "orm" }';
    await put(
      "dist/bench/orm/client.js",
      clientOf("ORM", `packages: { orm: {}, "orm-cli": ${released}, "orm-adapter": ${released}, pg: {} }`),
    );
    const known = await projectPackages(root);
    expect(known.releasedWith("orm")).toEqual(["orm-cli", "orm-adapter"]);
    expect(known.releasedWith("orm-cli")).toEqual(["orm", "orm-adapter"]);
    for (const alone of ["pg", "typeorm", "node", "unknown"]) expect(known.releasedWith(alone)).toEqual([]);
  });

  test("of two oldest versions refuses what none can read with", async () => {
    await put(
      "dist/bench/other/client.js",
      clientOf("Other", 'packages: { pg: { oldest: { version: "8.11.0", why: "it needs pipelines" } } }'),
    );
    expect((await projectPackages(root)).oldest("pg")?.version).toBe("8.0.3");
  });

  test.each([
    ["throw new Error('no wire');", "bench/odd has a client.ts that ends with an error when it is loaded: no wire; "],
    ["export const client = {};", "bench/odd/client.ts has no client as its default export: "],
  ])("says which client can't be loaded: %s", async (source, message) => {
    await put("dist/bench/odd/client.js", source);
    const error: unknown = await projectClients(root).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toBe(`${message}see docs/writing-a-pattern.md.`);
  });
});
