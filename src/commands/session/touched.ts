/** Which patterns a difference between two sides can touch. */
import type { SideRequest } from "../../config/lock-specs.js";
import { projectPackages } from "../../project/clients.js";
import { differingRoots } from "../../project/locks/closure.js";

/** Whether a pattern reads through anything that the sides may have in different versions. */
export async function touchedBy({
  from,
  to,
}: {
  readonly from: SideRequest | undefined;
  readonly to: SideRequest;
}): Promise<(pattern: string) => boolean> {
  const { readWith } = await projectPackages();
  if (from?.kind === "lock" && to.kind === "lock") return readWith(differingRoots(from.closure, to.closure));
  return readWith([...namesOf(from), ...namesOf(to)]);
}

const namesOf = (side: SideRequest | undefined): (string | undefined)[] => {
  if (!side) return [];
  return side.kind === "lock" ? [...side.closure.roots.keys()] : side.packages.map(({ name }) => name);
};
