/** What `ormeter patterns` does. */
import { relative } from "node:path";
import { availablePatterns } from "../config/pattern-requests.js";
import { packageRoot } from "../config/project.js";
import { UsageError } from "../errors.js";
import { exitCode } from "../exit-codes.js";
import { patternsOnRequest, projectClients, quickPatterns, usualPatterns } from "../project/clients.js";
import { compileProject, ownPatterns } from "../project/own/own-project.js";
import { folderOf, mainOf, type ProjectClient } from "../project/packages.js";
import { projectWorkloads } from "../project/workloads.js";
import {
  patternsReport,
  type ListedClient,
  type ListedPattern,
  type PatternList,
} from "../report/model/pattern-list.js";
import { printableJson } from "../report/printable.js";
import { renderTerminal } from "../report/terminal/report.js";
import { findPackage, installedVariant } from "../results/environment.js";
import { onDemand } from "../runner/variants/on-demand.js";
import { installedWorker, nodeWorker, type WorkerOptions } from "../runner/worker-process.js";
import type { PatternDescription } from "../trial/protocol.js";
import type { PatternsOptions } from "./options/patterns.js";
import { describePatterns } from "./session/describe-patterns.js";
import { whileShown } from "./session/while-shown.js";
import { screen, type Streams } from "./session/measuring-command.js";
import { needsPackage } from "./session/own-patterns.js";
import { ownBench, ownWorker, readsOwn } from "./session/own-reads.js";

/** Milliseconds in which the patterns of a folder must be loaded. */
const loadingTime = 60_000;

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError where a file of the project's can't be compiled, or a client not be loaded.
 */
export async function runPatterns(options: PatternsOptions, { stdout, stderr }: Streams = process): Promise<number> {
  const list = await whileShown({ stderr }, ({ display, ...shown }) => {
    display.doing("Loading the patterns");
    return listPatterns(options, { timeout: loadingTime, ...shown });
  });
  if (typeof list === "number") return list;
  const text = options.json ? printableJson(list) : renderTerminal(patternsReport(list), screen(stdout));
  stdout.write(`${text}\n`);
  return exitCode.fine;
}

async function listPatterns(options: PatternsOptions, asking: Omit<WorkerOptions, "command">): Promise<PatternList> {
  const { projectDir, dataSource, entity, table } = options;
  const isOwn = readsOwn(options) || options.bench !== undefined;
  const files = isOwn ? ownBench(options) : [];
  const own = ownPatterns(files);
  const program = isOwn ? await ownWorker(await compileProject(projectDir, [], files)) : installedWorker;
  const worker: WorkerOptions = { ...asking, command: nodeWorker([], program), ...(isOwn && { cwd: projectDir }) };
  const ids = [...new Set([...(await availablePatterns()), ...own])];
  const root = isOwn ? projectDir : packageRoot();
  const [isUsual, matters, isOnRequest] = [await usualPatterns(), await quickPatterns(), await patternsOnRequest()];
  const clients = await projectClients();
  const listed: ListedClient[] = [];
  for (const folder of new Set(ids.map(folderOf))) {
    const client = clients.find((each) => each.folder === folder);
    const isOnDemand = !isOwn && client?.isOnDemand === true;
    const inFolder = ids.filter((id) => folderOf(id) === folder);
    // Whatever a project's own rows hold of others isn't read with them.
    const described = (await describeFolder(inFolder, worker)).filter(
      ({ description }) => !isOwn || !description?.relations,
    );
    const patterns = described.map(({ id, description, fault }): ListedPattern => {
      const missing = isOwn && client ? missingIn(client, description, root) : undefined;
      // What comes when it is asked for is missing nowhere, but for a Node that it runs on.
      const unreadable = isOnDemand ? onDemand(folder)?.unfit : (missing ?? fault);
      return {
        id,
        isUsual: client?.usual === id.slice(folder.length + 1),
        isQuick: own.includes(id) || (isUsual(id) && matters(id)),
        isOnRequest: isOnRequest(id),
        isOwn: own.includes(id),
        ...(unreadable !== undefined && { unreadable }),
        ...(description && { says: saysOf(description) }),
      };
    });
    const { name = folder, isFloor = false } = client ?? {};
    const direct = Object.entries(client?.packages ?? {}).filter(([, { broughtBy }]) => broughtBy === undefined);
    const { packages } = installedVariant("installed", root, { measured: direct.map(([name]) => name) });
    listed.push({ folder, name, isFloor, packages, isOnDemand, patterns });
  }
  const ours = (await projectWorkloads()).map(({ name }) => name);
  const named = [...options.query, ...options.read].map(({ file }) => relative(projectDir, file));
  const workloads = readsOwn(options) ? [...(dataSource ? entity : []), ...table, ...named] : ours;
  return { workloads, clients: listed };
}

/** What a pattern said, or why it can't be loaded. */
interface Described {
  readonly id: string;
  readonly description?: PatternDescription;
  readonly fault?: string;
}

/** Asks for all at once; where that fails one by one, so that the others are listed. */
async function describeFolder(ids: readonly string[], worker: WorkerOptions): Promise<Described[]> {
  const ask = async (some: readonly string[]): Promise<Described[]> => {
    const requests = some.map((id) => ({ id, options: {} }));
    return (await describePatterns(requests, [], worker)).map((description) => ({ id: description.id, description }));
  };
  try {
    return await ask(ids);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
  const described: Described[] = [];
  for (const id of ids) {
    try {
      described.push(...(await ask([id])));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      described.push({ id, fault: error.message.replace(/^The patterns can't be loaded: /, "").replace(/\.$/, "") });
    }
  }
  return described;
}

/** A package that the project would have to have; floors come with ormeter. */
function missingIn(client: ProjectClient, description: PatternDescription | undefined, root: string) {
  const main = mainOf(client);
  const wanted = [...(client.isFloor || main === undefined ? [] : [main]), ...(description?.needs ?? [])];
  const missing = wanted.find((name) => !findPackage(name, root));
  return missing === undefined ? undefined : needsPackage(missing);
}

const saysOf = ({ does, yields, options, workloads, relations, needsKey = false }: PatternDescription) => ({
  ...{ does, yields, options, needsKey },
  ...(relations && { relations }),
  ...(workloads && { workloads }),
});
