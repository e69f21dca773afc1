/**
 * Compiles the project before a command runs, so that an edited pattern is what is read. Plain JavaScript: it runs
 * before anything is compiled. Where TypeScript isn't installed (npm ci --omit=dev), what was compiled before does, as
 * long as no source is newer. Ends with 2 where it can't: the compiler's own 1 would tell CI that something regressed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const usage = 2;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const project = join(root, "tsconfig.build.json");

/** The compiler's program; undefined where it isn't installed. */
function compiler() {
  try {
    return createRequire(join(root, "package.json")).resolve("typescript/bin/tsc");
  } catch {
    return undefined;
  }
}

/** Instants in ms: when the newest of the sources was written; each is a file or a folder. */
function newest(path) {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return path.endsWith(".ts") ? statSync(path).mtimeMs : 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isUpToDate() {
  const built = join(root, "dist", ".tsbuildinfo");
  const { include } = JSON.parse(readFileSync(project, "utf8"));
  return existsSync(built) && Math.max(...include.map((path) => newest(join(root, path)))) <= statSync(built).mtimeMs;
}

/** Whether the schemas are as new as what was compiled last. */
function hasNewSchemas() {
  const [schema, built] = [join(root, "dist", "schema", "result.json"), join(root, "dist", ".tsbuildinfo")];
  return existsSync(schema) && statSync(schema).mtimeMs >= statSync(built).mtimeMs;
}

const tsc = compiler();
if (tsc !== undefined) {
  const run = (...args) => spawnSync(process.execPath, args, { stdio: "inherit" });
  let { status } = run(tsc, "-b", project);
  // What a compiler can't make: the JSON schemas, of what is declared in the code. A command is kept waiting only for newer ones.
  if (status === 0 && !hasNewSchemas()) ({ status } = run(join(root, "dist", "scripts", "write-schemas.js")));
  process.exitCode = status === 0 ? 0 : usage;
} else if (!isUpToDate()) {
  const state = existsSync(join(root, "dist"))
    ? "what was compiled before is older than its sources"
    : "nothing is compiled yet";
  process.stderr.write(
    `ormeter: TypeScript isn't installed here (npm ci --omit=dev leaves it out), and ${state}. ` +
      "Run npm ci, or npm run build where TypeScript is, and bring dist/ along.\n",
  );
  process.exitCode = usage;
}
