/** The clients of a project's own: `client.ts` in a folder of its `bench/`. */
import { UsageError } from "../../errors.js";
import { checkedClient } from "../../trial/connections.js";
import { reasonOf } from "../../trial/loading-error.js";
import { importable } from "../compile/import.js";
import { knownOf } from "../clients.js";
import { folderOf, type ProjectClient } from "../packages.js";
import type { OwnBenchFile } from "./own-project.js";

/**
 * Loads them.
 *
 * @param files those of the project's `bench/`.
 * @param folder the project's.
 * @throws UsageError for the first that can't be compiled or loaded, or isn't a client.
 */
export async function ownClients(files: readonly OwnBenchFile[], folder: string): Promise<ProjectClient[]> {
  const clients = files.filter(({ id }) => id.endsWith("/client"));
  if (clients.length === 0) return [];
  const load = await importable(
    clients.map(({ source }) => source),
    folder,
    "clients",
  );
  const found: ProjectClient[] = [];
  // One after another, as ormeter's own.
  for (const { id, source } of clients) {
    const own = folderOf(id);
    const exported = await load(source).catch((cause: unknown) => {
      throw new UsageError(`${source} ends with an error when it is loaded: ${reasonOf(cause)}`, { cause });
    });
    try {
      found.push({ ...knownOf(own, checkedClient(exported, own)), isOwn: true });
    } catch (cause) {
      throw new UsageError((cause as Error).message, { cause });
    }
  }
  return found;
}
