/**
 * What a measured process inherits from the environment and what becomes of it: variables that change what a read costs
 * are in the result and must be alike in results that are compared; those that only observe a process aren't passed on.
 * docs/statistics.md says why each is where it is. The driver's own (PG…) never reach its connections.
 */
import type { IncomparableField } from "./comparison.js";

/** Variables of one kind. */
interface Inherited {
  /** As a reader calls it. */
  readonly field: string;
  readonly names: RegExp;
  /** What isn't comparable where they differ. */
  readonly spoils: IncomparableField["spoils"];
}

/** Those that are passed on, since a service would have them too. */
export const inherited: readonly Inherited[] = [
  { field: "NODE_OPTIONS", names: /^NODE_OPTIONS$/, spoils: "all metrics" },
  { field: "NODE_ENV", names: /^NODE_ENV$/, spoils: "all metrics" },
  { field: "NODE_EXTRA_CA_CERTS", names: /^NODE_EXTRA_CA_CERTS$/, spoils: "noisy metrics" },
  { field: "UV_THREADPOOL_SIZE", names: /^UV_THREADPOOL_SIZE$/, spoils: "noisy metrics" },
  // What a process allocates with, and how: glibc's, jemalloc's, mimalloc's, tcmalloc's.
  {
    field: "the allocator's variables",
    names: /^(?:_?RJEM_|JE_)?MALLOC_|^GLIBC_TUNABLES$|^MIMALLOC_|^TCMALLOC_/,
    spoils: "noisy metrics",
  },
  { field: "the loader's variables", names: /^LD_(?:PRELOAD|LIBRARY_PATH|AUDIT)$|^DYLD_/, spoils: "noisy metrics" },
  { field: "OpenSSL's variables", names: /^OPENSSL_|^SSL_CERT_/, spoils: "noisy metrics" },
  { field: "Python's variables", names: /^PYTHON/, spoils: "all metrics" },
];

/**
 * Those that no worker gets: they print or collect what a process does, at its cost, or lead it to other packages than a
 * service would load, and no reading needs them. As an environment that is laid over this process's own.
 */
export const withheld: Readonly<Record<string, undefined>> = {
  DEBUG: undefined,
  NODE_COMPILE_CACHE: undefined,
  NODE_DEBUG: undefined,
  NODE_DEBUG_NATIVE: undefined,
  // pnpm starts programs with one that finds their packages, for whoever asks: a project's are found without.
  NODE_PATH: undefined,
  NODE_V8_COVERAGE: undefined,
};

/** URLs with what may be secret in them: user and password, query, fragment. */
const urls = /([a-z][a-z\d+.-]*:\/\/)(?:[^\s/]*@)?([^\s?#]*)[?#]?\S*/gi;

/** The inherited variables that are set, by name, without what may be secret in them. */
export const inheritedVariables = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && value !== "" && inherited.some(({ names }) => names.test(name))
        ? [[name, value.replace(urls, "$1$2")]]
        : [],
    ),
  );
