/** Flags that say what is asked of a run of several sizes: what the service will read, and what there is for it. */
import type { Yields } from "../trial/pattern.js";
import { choice, flag } from "./flag.js";
import { anyCount, bytes, roundTripTime } from "./quantities.js";

/** Rows that nobody need have read. */
export const anyRows = flag("--rows <n>", "rows that will be read: 5M", anyCount).required(
  "Say how many rows will be read, with --rows 5M.",
);

/** Bytes that a process may have. */
export const memory = flag("--memory <size>", "memory that the process may have: 256M, 1G", bytes);

/** Milliseconds of one round trip to the server. */
export const latency = flag("--latency <time>", "time of a round trip to the server: 1ms, 0.5ms", roundTripTime).orElse(
  () => 0,
  "0ms",
);

/** All kinds, as the compiler sees to; help loads nothing of what reads. */
const kinds: Readonly<Record<Yields, true>> = { entity: true, object: true, raw: true };

/** What the service is given. */
export const yields = choice("--yields <kind>", "what the service is given", Object.keys(kinds) as Yields[]);
