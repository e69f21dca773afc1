/**
 * Flags for the workers' Node where versions are compared. V8 otherwise compiles hot functions beside the read, and how
 * many rows run before the optimised code arrives is chance: allocated and peak RSS then stray by up to 4 % between
 * trials of unchanged code, and with it by 0.2 %.
 */
export const steadyCode: readonly string[] = ["--no-concurrent-recompilation"];
