/** What `--from-lock origin/main:package-lock.json` asks for. */
import { UsageError } from "../errors.js";
import { closureOf, type Closure } from "../project/locks/closure.js";
import { readLock } from "../project/locks/read-lock.js";
import type { Packages } from "../project/packages.js";
import type { VariantRequest } from "./variant-specs.js";

/** One side of a comparison, as a lock file has it. */
export interface LockRequest {
  readonly kind: "lock";
  /** As given. */
  readonly text: string;
  /** What reads go through, and all that it brings along. */
  readonly closure: Closure;
}

/** What a side shall have installed. */
export type SideRequest = VariantRequest | LockRequest;

/**
 * Reads a side out of a lock file.
 *
 * @param text a path, or `<commit>:<path>`.
 * @param around where the path, or git, starts; and the folder whose dependencies are meant.
 * @throws UsageError naming the flag, where it can't be read or holds nothing that reads go through.
 */
export async function parseLockSide(
  flag: string,
  text: string,
  around: { readonly cwd: string; readonly project: string },
  known: Packages,
): Promise<LockRequest> {
  const lock = await readLock(flag, text, around);
  // What these bring along is found by what they find, and Node isn't in it.
  const names = known.names.filter((name) => name !== "node" && known.bringerOf(name) === undefined);
  const closure = closureOf(lock, names);
  if (closure.roots.size > 0) return { kind: "lock", text, closure };
  throw new UsageError(
    `${flag}: in ${text} the project depends on nothing that reads go through; there are ${names.join(", ")}.`,
  );
}
