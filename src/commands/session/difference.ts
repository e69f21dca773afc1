/** Which patterns a difference between two sides can touch. */
import type { SideRequest } from "../../config/lock-specs.js";
import { projectPackages } from "../../project/clients.js";
import { differingRoots } from "../../project/locks/closure.js";
import { folderOf } from "../../project/packages.js";

/** What two sides make of a pattern. */
export interface Difference {
  /** Whether it reads through anything that the sides may have in different versions. */
  readonly touches: (pattern: string) => boolean;
  /** What it reads through and a side's lock file doesn't have: the rest of a sentence; undefined where it has all. */
  readonly lacking: (pattern: string) => string | undefined;
}

/** The difference between two sides, as far as it is known before they are installed. */
export async function differenceOf({
  from,
  to,
}: {
  readonly from: SideRequest | undefined;
  readonly to: SideRequest;
}): Promise<Difference> {
  const known = await projectPackages();
  const differing =
    from?.kind === "lock" && to.kind === "lock"
      ? differingRoots(from.closure, to.closure)
      : [...namesOf(from), ...namesOf(to)];
  return {
    touches: known.readWith(differing),
    lacking: (pattern) => {
      // An ORM comes first among its client's packages.
      const [main = ""] = known.touching(folderOf(pattern));
      const without = [from, to].find((side) => side?.kind === "lock" && !side.closure.roots.has(main));
      return without && `${without.text} has no ${main}`;
    },
  };
}

const namesOf = (side: SideRequest | undefined): (string | undefined)[] => {
  if (!side) return [];
  return side.kind === "lock" ? [...side.closure.roots.keys()] : side.packages.map(({ name }) => name);
};
