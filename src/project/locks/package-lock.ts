/** The lock file that npm installs by. */

/** npm's own format, as far as it is written here. */
export interface PackageLock {
  readonly lockfileVersion: number;
  readonly requires: true;
  readonly packages: Readonly<Record<string, PackageLockEntry>>;
}

/** One package at its place; that of the project itself has an empty path. */
export interface PackageLockEntry {
  /** Where it isn't the one that its path says: an alias. */
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly optional?: true;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}
