/** What `--from-lock origin/main:package-lock.json` asks for. */
import { basename, dirname, isAbsolute, join } from "node:path";
import { UsageError } from "../errors.js";
import { closureOf, type Closure } from "../project/locks/closure.js";
import { readLock } from "../project/locks/read-lock.js";
import type { Packages } from "../project/packages.js";
import type { VariantRequest } from "./variant-specs.js";

/** One side of a comparison, as a lock file has it. */
export interface LockRequest {
  readonly kind: "lock";
  /** What it is called: as given, without what would be of no use to who reads the report elsewhere. */
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
  if (closure.roots.size > 0) return { kind: "lock", text: nameOf(text), closure };
  throw new UsageError(
    `${flag}: in ${text} the project depends on nothing that reads go through; there are ${names.join(", ")}.`,
  );
}

/** Of an absolute path the file and its folder; of a commit as many digits as git shows. */
function nameOf(text: string): string {
  if (isAbsolute(text)) return join(basename(dirname(text)), basename(text));
  return text.replace(/^([0-9a-f]{10})[0-9a-f]{30}(?=:)/, "$1");
}
