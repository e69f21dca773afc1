/**
 * Compiles the project before a command runs, so that an edited pattern is what is read. Plain JavaScript: it runs
 * before anything is compiled. Where TypeScript isn't installed (npm ci --omit=dev), what was compiled before does, as
 * long as no source is newer. Ends with 2 where it can't: the compiler's own 1 would tell CI that something regressed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const usage = 2;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const project = join(root, "tsconfig.build.json");

/** What TypeScript compiles as one program. */
const includedFolders = () => JSON.parse(readFileSync(project, "utf8")).include;

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
  const include = includedFolders();
  return (
    existsSync(built) &&
    staleOthers(include).length === 0 &&
    Math.max(...include.map((path) => newest(join(root, path)))) <= statSync(built).mtimeMs
  );
}

/** Whether the schemas are as new as what was compiled last. */
function hasNewSchemas() {
  const [schema, built] = [join(root, "dist", "schema", "result.json"), join(root, "dist", ".tsbuildinfo")];
  return existsSync(schema) && statSync(schema).mtimeMs >= statSync(built).mtimeMs;
}

/** TypeScript below a folder, by relative path. */
function sourcesOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(({ name }) => {
    if (name === "node_modules") return [];
    const path = join(folder, name);
    if (!statSync(path).isDirectory()) return name.endsWith(".ts") ? [name] : [];
    return sourcesOf(path).map((below) => join(name, below));
  });
}

/** Those of bench/ whose packages aren't ormeter's own and that are newer than what was compiled of them. */
function staleOthers(include) {
  const bench = join(root, "bench");
  if (!existsSync(bench)) return [];
  const folders = readdirSync(bench, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !include.includes(`bench/${entry.name}`),
  );
  return folders
    .flatMap(({ name: folder }) => sourcesOf(join(bench, folder)).map((name) => join("bench", folder, name)))
    .map((path) => ({ source: join(root, path), compiled: join(root, "dist", path.replace(/\.ts$/, ".js")) }))
    .filter(({ source, compiled }) => !existsSync(compiled) || statSync(compiled).mtimeMs <= statSync(source).mtimeMs);
}

/**
 * Compiles the folders of bench/ whose packages aren't ormeter's own, file by file: their types are there only where these
 * packages are installed (npm run typecheck:orms).
 *
 * @returns whether all could be.
 */
async function compileOthers(include) {
  const stale = staleOthers(include);
  if (stale.length === 0) return true;
  const { default: ts } = await import("typescript");
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    experimentalDecorators: true,
    verbatimModuleSyntax: true,
  };
  const wrong = [];
  for (const { source, compiled } of stale) {
    const given = { compilerOptions, fileName: source, reportDiagnostics: true };
    const { outputText, diagnostics } = ts.transpileModule(readFileSync(source, "utf8"), given);
    wrong.push(...diagnostics);
    if (diagnostics.length > 0) continue;
    mkdirSync(dirname(compiled), { recursive: true });
    writeFileSync(compiled, outputText);
  }
  const host = { getCurrentDirectory: () => root, getNewLine: () => "\n", getCanonicalFileName: (name) => name };
  process.stdout.write(ts.formatDiagnostics(wrong, host));
  return wrong.length === 0;
}

const tsc = compiler();
if (tsc !== undefined) {
  const run = (...args) => spawnSync(process.execPath, args, { stdio: "inherit" });
  let { status } = run(tsc, "-b", project);
  // What a compiler can't make: the JSON schemas, of what is declared in the code. A command is kept waiting only for newer ones.
  if (status === 0 && !hasNewSchemas()) ({ status } = run(join(root, "dist", "scripts", "write-schemas.js")));
  const isDone = status === 0 && (await compileOthers(includedFolders()));
  process.exitCode = isDone ? 0 : usage;
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
