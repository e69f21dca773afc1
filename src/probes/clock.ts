import { performance } from "node:perf_hooks";

/** The instant in milliseconds since 1970, with fractions: processes of one machine agree on it. */
export const now = (): number => performance.timeOrigin + performance.now();
