/** The driver that another one can be put in place of, by a variable. */
import { UsageError } from "../errors.js";
import type { Surroundings } from "./surroundings.js";

/**
 * Set, it makes the driver load another one, which reads otherwise than what the patterns are written for.
 *
 * @throws UsageError where it is.
 */
export function refuseNativeDriver({ env }: Pick<Surroundings, "env">): void {
  if (env["NODE_PG_FORCE_NATIVE"] === undefined) return;
  throw new UsageError(
    "NODE_PG_FORCE_NATIVE is set, which puts pg-native in place of pg; ormeter measures pg itself: unset it.",
  );
}
