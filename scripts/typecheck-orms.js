/**
 * Checks the folders of bench/ that have packages of their own: installs these beside them, as their locks say, and runs the
 * compiler and the linter over each.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bench = join(root, "bench");
const resolve = createRequire(join(root, "package.json")).resolve;

function run(cwd, program, ...args) {
  const { status } = spawnSync(program, args, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

for (const folder of readdirSync(bench).filter((name) => existsSync(join(bench, name, "package.json")))) {
  const path = join(bench, folder);
  if (!existsSync(join(path, "node_modules"))) run(path, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
  run(path, process.execPath, resolve("typescript/bin/tsc"), "-p", path);
  run(root, process.execPath, join(dirname(resolve("eslint/package.json")), "bin", "eslint.js"), path);
}
