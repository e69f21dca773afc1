/** The packed package, as npm would publish it: packed once for all tests of a run. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { lock } from "proper-lockfile";
import { packageRoot } from "../../src/config/project.js";
import { cleanEnvironment } from "../integration/bench-project.js";

const run = promisify(execFile);

/** A tarball, and what is in it. */
export interface Packed {
  readonly file: string;
  readonly paths: readonly string[];
}

export async function packed(): Promise<Packed> {
  const shared = process.env["ORMETER_TEST_SHARED"] ?? "";
  const folder = join(shared, "packed");
  const list = join(folder, "packed.json");
  const release = await lock(shared, {
    lockfilePath: join(shared, "packed.lock"),
    retries: { retries: 300, factor: 1 },
  });
  try {
    if (!existsSync(list)) {
      await mkdir(folder, { recursive: true });
      const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
        cwd: packageRoot(),
        env: cleanEnvironment(),
      });
      const [{ files, filename }] = JSON.parse(stdout) as [{ files: { path: string }[]; filename: string }];
      const found: Packed = { file: join(folder, filename), paths: files.map(({ path }) => path) };
      await writeFile(list, JSON.stringify(found));
    }
    return JSON.parse(await readFile(list, "utf8")) as Packed;
  } finally {
    await release();
  }
}

/** Runs a command in a stranger's folder; what it wrote is in the error where it fails. */
export async function shell(
  folder: string,
  [program = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  try {
    return await run(program, args, { cwd: folder, env: { ...cleanEnvironment(), ...env } });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${program} ${args.join(" ")} failed:\n${stderr ?? ""}\n${stdout ?? ""}`, { cause: error });
  }
}

/** What is quicker than what a person types, and the same. */
export const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];

/** Without the server's programs: for those who have one of their own. */
export const withoutServer = "--omit=optional";
