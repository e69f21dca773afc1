/** A project as a user may have it, made for one test, compiled, and run by a Node of its own. */
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compileFiles, type Compiled } from "../../src/project/compile/compile.js";
import { writeCompiled } from "../../src/project/compile/write.js";
import { packageRoot } from "../../src/config/project.js";
import { UsageError } from "../../src/errors.js";
import { makeFolder, removeFolder, runNode } from "../program.js";

/** Content by path; what isn't a text is JSON. */
export type Files = Readonly<Record<string, string | object>>;

/** A new folder with these files, symbolic links resolved; whoever asks for it removes it with `removeFolder`. */
export async function makeProject(files: Files): Promise<string> {
  const folder = realpathSync(await makeFolder());
  addFiles(folder, files);
  return folder;
}

/** `makeProject` for the tests of one file: what it made is removed after them. */
export function temporaryProjects(): (files: Files) => Promise<string> {
  const made: string[] = [];
  afterAll(() => Promise.all(made.map(removeFolder)));
  return async (files) => {
    const folder = await makeProject(files);
    made.push(folder);
    return folder;
  };
}

export function addFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  }
}

/** Links as a package manager does: `path` below `folder` is then the same as `target`. */
export function link(folder: string, path: string, target: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  symlinkSync(target, join(folder, path), "junction");
}

/** Links packages that are installed here, or `ormeter` itself, as if they were installed in the project. */
export function install(folder: string, ...names: string[]): void {
  for (const name of names) {
    const target = name === "ormeter" ? packageRoot() : join(packageRoot(), "node_modules", name);
    link(folder, `node_modules/${name}`, target);
  }
}

/** Compiles `entries` and writes them to where a command would. */
export async function compileInto(root: string, ...entries: string[]): Promise<Compiled & { folder: string }> {
  const compiled = await compileFiles({ root, entries: entries.map((entry) => join(root, entry)) });
  const folder = join(root, ".ormeter", "compiled");
  await writeCompiled(compiled, folder);
  return { ...compiled, folder };
}

/** What `expression` is, as JSON, where `entry` is the compiled entry's module; an error's text where it can't be had. */
export async function evaluate(root: string, entry: string, expression = "entry.default"): Promise<unknown> {
  const { folder, pathOf } = await compileInto(root, entry);
  const path = pathOf(join(root, entry));
  if (path === undefined) throw new Error(`${entry} was not compiled.`);
  const program = `const entry = await import(${JSON.stringify(join(folder, path))});
    console.log(JSON.stringify(await (${expression})));`;
  const { code, stdout, stderr } = await runNode(["--input-type=module", "--enable-source-maps", "-e", program]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as unknown;
}

/** The message with which compiling is refused. */
export async function refusal(root: string, ...entries: string[]): Promise<string> {
  const thrown: unknown = await compileFiles({ root, entries: entries.map((entry) => join(root, entry)) }).catch(
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(UsageError);
  return (thrown as UsageError).message;
}
