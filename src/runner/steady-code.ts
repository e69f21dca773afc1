/**
 * Flags for the workers' Node where two sides are compared: V8 does everything on the main thread, one thing after the
 * other. Otherwise it compiles hot functions and collects garbage on threads of its own, and how far the read has come
 * when they are done is chance: docs/adr/0051 has the figures, with and without.
 */
export const steadyCode: readonly string[] = ["--single-threaded"];
