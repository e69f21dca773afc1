import { packageRoot } from "../../../../src/config/project.js";
import { Packages } from "../../../../src/project/packages.js";
import { expectedVersions, folderName, planPackages } from "../../../../src/runner/variants/install-plan.js";
import type { OnDemand } from "../../../../src/runner/variants/on-demand.js";
import type { ExactPackage } from "../../../../src/runner/variants/resolve-versions.js";

const known = new Packages([]);

const orm: OnDemand = {
  folder: "orm",
  path: "orm",
  dependencies: { orm: "1.0.0", driver: "3.0.0" },
  overrides: { driver: "$driver" },
  generating: { folder: "orm", files: { "models.txt": "Employee" } },
};
const asked: ExactPackage = { kind: "registry", name: "orm", version: "2.0.0", text: "orm@2.0.0", byVersion: true };

const planOf = (...demanded: readonly OnDemand[]) =>
  planPackages([asked], undefined, { root: packageRoot(), known, demanded });

test("A side has what an ORM on demand installs, but for what was asked for, and one version of what others must share", () => {
  const { manifest } = planOf(orm, { folder: "other", path: "other", dependencies: { other: "4.0.0" }, overrides: {} });
  expect(manifest.dependencies).toMatchObject({ orm: "2.0.0", driver: "3.0.0", other: "4.0.0" });
  expect(manifest.overrides).toMatchObject({ driver: "$driver" });
  expect(expectedVersions(planOf(orm))).toEqual(expect.arrayContaining([["driver", "3.0.0"]]));
});

test("A side is installed anew where other code is to be generated, and only there", () => {
  const edited = { ...orm, generating: { folder: "orm", files: { "models.txt": "Document" } } };
  const { folder, path, dependencies, overrides } = orm;
  const names = [orm, edited, { folder, path, dependencies, overrides }].map((each) => folderName(planOf(each)));
  expect(new Set(names).size).toBe(names.length);
  expect(folderName(planOf({ ...orm }))).toBe(names[0]);
});
