/**
 * Flags of V8 without which chance decides how much of a read runs before its code is optimised: compiled on a thread of
 * its own, the code arrives after any number of rows. docs/adr/0051 and 0053 have the figures, with and without.
 */

/** For every worker: hot functions are compiled when they are found hot, and the read goes on after that. */
export const steadyCompilation: readonly string[] = ["--no-concurrent-recompilation"];

/**
 * Where two sides are compared: V8 collects garbage on the main thread too, and its young generation has the size from
 * the start to which a busy service's grows (16 MB twice), so that a little more or less garbage before the read doesn't
 * decide which size it has. Costs more than a service would pay.
 */
export const steadyCode: readonly string[] = ["--single-threaded", "--min-semi-space-size=16"];
