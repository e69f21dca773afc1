/** A command that reads what is a project's own knows the clients that the project brings along, too. */
import { join } from "node:path";
import type { Surroundings } from "../../config/surroundings.js";
import type { RawOptions } from "../../flags/flag.js";
import { ownFlags } from "../../flags/own.js";
import { useClients } from "../../project/clients.js";
import { ownClients } from "../../project/own/own-clients.js";
import { benchFiles } from "../../project/own/own-project.js";
import type { ProjectClient } from "../../project/packages.js";

/**
 * Loads them before any flag is read that names a package or a pattern; where nothing is read that is the project's own,
 * none of them count.
 *
 * @throws UsageError where one can't be loaded.
 */
export async function useOwnClients(raw: RawOptions, around: Surroundings): Promise<void> {
  useClients(saysOwn(raw, around) ? await loadClients(raw, around) : []);
}

async function loadClients(raw: RawOptions, around: Surroundings): Promise<ProjectClient[]> {
  const folder = around.config?.folder ?? around.cwd;
  const bench = await ownFlags.bench.valueOf(raw[ownFlags.bench.attribute], around);
  return ownClients(benchFiles(bench ?? join(folder, "bench")), folder);
}

/** Whether anything was said that is about a project's own. */
const saysOwn = (raw: RawOptions, { config }: Surroundings): boolean =>
  Object.values(ownFlags).some(({ attribute }) => (raw[attribute] ?? config?.values[attribute]) !== undefined);
