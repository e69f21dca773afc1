/**
 * Checks the folders of bench/ that have packages of their own: installs these beside them, as their locks say, and runs the
 * compiler and the linter over each.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
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

/** Whether what the lock says now was installed. */
function isInstalled(path) {
  const installed = join(path, "node_modules", ".package-lock.json");
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(path, "package-lock.json")).mtimeMs;
}

/** Whether some of its types are generated, to fit what is installed. */
const generates = (path) => "generate" in (JSON.parse(readFileSync(join(path, "package.json"), "utf8")).scripts ?? {});

const folders = readdirSync(bench)
  .map((name) => join(bench, name))
  .filter((path) => existsSync(join(path, "package.json")));
for (const path of folders) {
  if (!isInstalled(path)) run(path, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
  if (generates(path)) run(path, "npm", "run", "--silent", "generate");
  run(path, process.execPath, resolve("typescript/bin/tsc"), "-p", path);
}
run(root, process.execPath, join(dirname(resolve("eslint/package.json")), "bin", "eslint.js"), ...folders);
