/** A command that reads what is a project's own knows the clients that the project brings along, too. */
import type { Surroundings } from "../../config/surroundings.js";
import { isSaid, type RawOptions } from "../../flags/flag.js";
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
  return ownClients(benchFiles(folder, bench), folder);
}

/** Flags that name something of a project's own to read, or its patterns; the others say how, and by themselves nothing. */
const { dataSource, entity, table, query, read, bench } = ownFlags;
const naming = [dataSource, entity, table, query, read, bench];

/** Whether anything of a project's own was named. */
const saysOwn = (raw: RawOptions, { config }: Surroundings): boolean =>
  naming.some(({ attribute }) => isSaid(raw[attribute] ?? config?.values[attribute]));
