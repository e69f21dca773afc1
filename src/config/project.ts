/** Where things lie on disk. */
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The files of one project folder. */
export interface ProjectPaths {
  /** The folder itself, symbolic links resolved: two names of one folder are one project. */
  readonly root: string;
  /** Everything that ormeter keeps and nobody commits: cluster, passwords, lock. */
  readonly home: string;
  /** Where runs put their folders unless `--out` says otherwise. */
  readonly results: string;
  /** The cluster, where its user can reach the project. */
  readonly cluster: string;
  /** Where the cluster really is and its passwords; mode 0600. */
  readonly clusterFile: string;
  /** How to reach the running server; there while it runs, mode 0600. */
  readonly serverFile: string;
  /** The server's log since its last start. */
  readonly serverLog: string;
  /** Held by the one command that may use the embedded server. */
  readonly lock: string;
}

/** The files of the project folder `root`, which must exist. */
export function projectPaths(root: string): ProjectPaths {
  const real = realpathSync(resolve(root));
  const home = join(real, ".ormeter");
  return {
    root: real,
    home,
    results: join(real, "results"),
    cluster: join(home, "cluster"),
    clusterFile: join(home, "cluster.json"),
    serverFile: join(home, "server.json"),
    serverLog: join(home, "server.log"),
    lock: join(home, "lock"),
  };
}

/** The folder of ormeter's own package.json, whether this runs from the sources or compiled from `dist/`. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`No package.json above ${fileURLToPath(import.meta.url)}.`);
    folder = above;
  }
  return folder;
}

/** Whether a folder of a project's `bench/` is there as sources: an installed package has only what was compiled of them. */
export function hasSources(root: string, folder: string): boolean {
  const sources = join(root, "bench", folder);
  return existsSync(sources) && readdirSync(sources).some((name) => name.endsWith(".ts"));
}

/** The compiled form of one of ormeter's programs, named by its source's path (`src/engines/postgres/embedded/host-process.ts`). */
export const compiledProgram = (source: string): string => join(packageRoot(), "dist", source.replace(/\.ts$/, ".js"));

/** The folder of a project's named baselines, made to be committed. */
export const baselinesFolder = (root: string): string => join(root, "baselines");
