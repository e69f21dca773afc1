/** What is installed here, as npm calls it. */
import { packageRoot } from "../../src/config/project.js";
import { findPackage } from "../../src/results/environment.js";

/** A package and its installed version, such as `typeorm@1.1.1`. */
export function installedSpec(name: "typeorm" | "pg"): string {
  const version = findPackage(name, packageRoot())?.version;
  if (version === undefined) throw new Error(`${name} is not installed in ${packageRoot()}; run npm ci.`);
  return `${name}@${version}`;
}
