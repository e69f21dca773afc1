/** What any package manager's lock file says: packages in exact versions, and which each finds by which name. */

/** One package in one version. */
export interface LockedPackage {
  /** As its registry has it; what finds it may call it otherwise. */
  readonly name: string;
  readonly version: string;
  /** Digest of its tarball as npm writes it, where the file has one. */
  readonly integrity?: string;
  /** Where it comes from, where that isn't the registry: as npm writes it. */
  readonly source?: string;
  /** Where it runs; left out: everywhere. */
  readonly platform?: Platform;
  /** What it finds, by the names that it imports. */
  readonly finds: ReadonlyMap<string, Found>;
}

export type Platform = Readonly<Partial<Record<"os" | "cpu" | "libc", readonly string[]>>>;

/** What a name leads to. */
export interface Found {
  /** The package's key in this file. */
  readonly key: string;
  /** Whether it may be missing. */
  readonly isOptional: boolean;
}

/** A lock file, read as far as it is asked. */
export interface Lock {
  /** How the project itself names what it depends on: its key; undefined where it doesn't. */
  readonly direct: (name: string) => string | undefined;
  /**
   * @throws UsageError where it isn't there, or is nothing that can be installed once more; undefined is never given.
   */
  readonly package: (key: string) => LockedPackage;
}

/** A folder of the project's, which can't be had in the version that it had then. */
export const isLocal = (reference: string): boolean => /(?:^|@)(?:link|file|workspace|portal):/.test(reference);

/** Tarballs lie in every registry, and in those that copy it, at the same place. */
export const isRegistryTarball = (url: string): boolean => /\/-\/(?:@[^/]+\/)?[^/]+\.tgz(?:[?#].*)?$/.test(url);
