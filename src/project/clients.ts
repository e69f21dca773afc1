/** The clients of a project: every `bench/<folder>/client.js` that was compiled. Loads no ORM. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { hasSources, packageRoot } from "../config/project.js";
import { UsageError } from "../errors.js";
import type { Client } from "../trial/client.js";
import { loadClient } from "../trial/connections.js";
import { folderOf, inListingOrder, Packages, type ProjectClient } from "./packages.js";

const loaded = new Map<string, Promise<readonly ProjectClient[]>>();

/** Those of the project that is read, beside ormeter's. */
let own: readonly ProjectClient[] = [];

/** From here on these count too, where ormeter's do: one in a folder of ormeter's in the place of that. */
export function useClients(clients: readonly ProjectClient[]): void {
  own = clients;
}

/**
 * The clients in listing order. They are loaded once.
 *
 * @throws UsageError for the first that can't be loaded or isn't a client.
 */
export async function projectClients(root = packageRoot()): Promise<readonly ProjectClient[]> {
  const clients = loaded.get(root) ?? loadClients(root);
  loaded.set(root, clients);
  if (root !== packageRoot() || own.length === 0) return clients;
  const isReplaced = ({ folder }: ProjectClient) => own.some((each) => each.folder === folder);
  return inListingOrder([...(await clients).filter((client) => !isReplaced(client)), ...own]);
}

/** The packages that the project's clients declare. */
export const projectPackages = async (root = packageRoot()): Promise<Packages> =>
  new Packages(await projectClients(root));

/** Whether a pattern is that of an ORM whose packages are there. Where the project has floors alone, it reads with them. */
export async function patternsOfOrms(root = packageRoot()): Promise<(pattern: string) => boolean> {
  const clients = (await projectClients(root)).filter(({ runtime, isOnDemand }) => runtime === "node" && !isOnDemand);
  const others = (await projectClients(root)).filter((client) => !clients.includes(client)).map(({ folder }) => folder);
  const floors = clients.filter(({ isFloor }) => isFloor).map(({ folder }) => folder);
  const isFloor = (pattern: string) => floors.includes(folderOf(pattern));
  return (pattern) => !others.includes(folderOf(pattern)) && (floors.length === clients.length || !isFloor(pattern));
}

/** Whether a pattern is one of those that matter most, as its client says. */
export async function quickPatterns(root = packageRoot()): Promise<(pattern: string) => boolean> {
  const clients = await projectClients(root);
  return (pattern) => {
    const folder = folderOf(pattern);
    const quick = clients.find((client) => client.folder === folder)?.quick;
    return quick?.includes(pattern.slice(folder.length + 1)) ?? true;
  };
}

/** Whether a pattern is read where none is asked for: with packages that are there, and not only on request. */
export async function usualPatterns(root = packageRoot()): Promise<(pattern: string) => boolean> {
  const there = (await projectClients(root)).filter(({ isOnDemand }) => !isOnDemand).map(({ folder }) => folder);
  const isOnRequest = await patternsOnRequest(root);
  return (pattern) => there.includes(folderOf(pattern)) && !isOnRequest(pattern);
}

/** Whether a pattern is read only where it is named itself. */
export async function patternsOnRequest(root = packageRoot()): Promise<(pattern: string) => boolean> {
  const ids = (await projectClients(root)).flatMap(({ folder, onRequest = [] }) =>
    onRequest.map((name) => `${folder}/${name}`),
  );
  return (pattern) => ids.includes(pattern);
}

async function loadClients(root: string): Promise<readonly ProjectClient[]> {
  const clients: ProjectClient[] = [];
  // One after another: Node 20 was seen to leave one of many imports that began at once waiting for ever.
  for (const folder of clientFolders(root)) clients.push(await projectClient(root, folder));
  return inListingOrder(clients);
}

function clientFolders(root: string): string[] {
  const [compiled, sources] = [join(root, "dist", "bench"), join(root, "bench")];
  if (!existsSync(compiled)) return [];
  return readdirSync(compiled, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(compiled, entry.name, "client.js")))
    .map(({ name }) => name)
    .filter((name) => !hasSources(root, name) || existsSync(join(sources, name, "client.ts")))
    .sort();
}

/** What is known of a client without connecting. */
export function knownOf(folder: string, client: Client, isOnDemand = false): ProjectClient {
  const { name, packages, isFloor = false, runtime = "node", floors, usual, quick, onRequest } = client;
  const describes = client.runtime !== "python" && client.describe !== undefined;
  return {
    ...{ folder, name, packages, isFloor, runtime, describes, isOnDemand },
    ...(floors && { floors }),
    ...(usual !== undefined && { usual }),
    ...(quick && { quick }),
    ...(onRequest && { onRequest }),
  };
}

async function projectClient(root: string, folder: string): Promise<ProjectClient> {
  const file = pathToFileURL(join(root, "dist", "bench", folder, "client.js")).href;
  try {
    const isOnDemand = existsSync(join(root, "bench", folder, "package.json"));
    return knownOf(folder, await loadClient(file, folder), isOnDemand);
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}
