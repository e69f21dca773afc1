/** What is known of the packages that reads go through, by the clients that declare them. Pure. */
import semver from "semver";
import type { Client, PackageRule } from "../trial/client.js";

/** The folder of `bench/` that a pattern is in. */
export const folderOf = (pattern: string): string => pattern.slice(0, pattern.indexOf("/"));

/** What of a client is known without connecting. */
export interface ProjectClient extends Pick<Client, "name" | "packages" | "floors" | "usual" | "quick" | "onRequest"> {
  /** Which language reads. */
  readonly runtime: "node" | "python";
  /** Its folder in `bench/`. */
  readonly folder: string;
  readonly isFloor: boolean;
  /** Whether its packages are installed when they are wanted, and not with ormeter. */
  readonly isOnDemand: boolean;
  /** Whether it is a project's own, and none that comes with ormeter. */
  readonly isOwn?: boolean;
  /** Whether it finds what there is to read in a file of a project's own. */
  readonly describes: boolean;
}

/** The package that a client is mostly about: the ORM's, the driver's. Undefined for one that reads without a package. */
export const mainOf = ({ packages }: Pick<ProjectClient, "packages">): string | undefined => Object.keys(packages)[0];

/**
 * Clients in listing order: ORMs by the names of their folders, those that are installed with ormeter first, then the floors
 * that they are measured against.
 */
export const inListingOrder = (clients: readonly ProjectClient[]): ProjectClient[] =>
  clients.toSorted(
    (a, b) =>
      Number(a.isFloor) - Number(b.isFloor) ||
      Number(a.isOnDemand) - Number(b.isOnDemand) ||
      a.folder.localeCompare(b.folder),
  );

/** Node runs every read, and is the oldest that ormeter itself runs on. */
const node: PackageRule = { oldest: { version: "20.19.0", why: "it is the oldest that ormeter runs on" } };

/** What every read goes through besides, always in the project's version. */
const always = ["tinybench"];

/** The packages of several clients. What is in no client's list is unknown. */
export class Packages {
  readonly #clients: ReadonlyMap<string, ProjectClient>;
  readonly #rules = new Map<string, PackageRule>();

  /** @param clients in listing order: the packages come in theirs, but for each client's first, which come before. */
  constructor(clients: readonly ProjectClient[]) {
    this.#clients = new Map(clients.map((client) => [client.folder, client]));
    const rules = clients.map(({ packages }) => Object.entries(packages));
    for (const [name, rule] of [...rules.flatMap(([first]) => (first ? [first] : [])), ...rules.flat()]) {
      this.#rules.set(name, merged(this.#rules.get(name), rule));
    }
    this.#rules.delete("node");
    this.#rules.set("node", node);
  }

  /** Those that a side may have in a version of its own: all that a read goes through, and Node itself, last. */
  get names(): readonly string[] {
    return [...this.#rules.keys()];
  }

  /** Those whose versions change what a read costs, without Node. */
  get measured(): readonly string[] {
    return [...new Set([...this.names.filter((name) => name !== "node"), ...always])];
  }

  /** Those that floors read with, and what every read goes through: they can be had without an ORM. What they bring comes along. */
  get ofFloors(): readonly string[] {
    const floors = [...this.#clients.values()].filter(({ isFloor }) => isFloor);
    const theirs = floors.flatMap(({ packages }) => Object.keys(packages));
    return [...new Set([...theirs.filter((name) => this.bringerOf(name) === undefined), ...always])];
  }

  isKnown(name: string): boolean {
    return this.#rules.has(name);
  }

  /** The oldest version that reads can run on, as far as it is known. */
  oldest(name: string): PackageRule["oldest"] {
    return this.#rules.get(name)?.oldest;
  }

  /** The package that brings this one along; undefined for one that the project depends on itself. */
  bringerOf(name: string): string | undefined {
    return this.#rules.get(name)?.broughtBy;
  }

  /** Those that come out in the same versions as this one, without it: first the one that the others are said to come with. */
  releasedWith(name: string): string[] {
    const leaderOf = (each: string): string => this.#rules.get(each)?.releasedWith ?? each;
    const leader = leaderOf(name);
    const all = new Set([leader, ...this.names.filter((each) => leaderOf(each) === leader)]);
    return [...all].filter((each) => each !== name);
  }

  /** A package, the one that brings it along, the one that brings that, and so on. */
  #upwardsFrom(name: string): string[] {
    const chain: string[] = [];
    for (
      let next: string | undefined = name;
      next !== undefined && !chain.includes(next);
      next = this.bringerOf(next)
    ) {
      chain.push(next);
    }
    return chain;
  }

  /** Whether one of `others` brings a package along, itself or by what it brings. */
  isBroughtBy(name: string, others: readonly string[]): boolean {
    return this.#upwardsFrom(name)
      .slice(1)
      .some((above) => others.includes(above));
  }

  /**
   * Whether a version of the package can make a difference to the patterns of a folder, as far as it is known: what isn't
   * named, and what no client declares, may touch all that read through packages.
   */
  touches(name: string | undefined, folder: string): boolean {
    const client = this.#clients.get(folder);
    if (!client || Object.keys(client.packages).length === 0) return false;
    if (name === undefined || name === "node" || !this.isKnown(name)) return true;
    // A driver's own parts are read through wherever the driver is.
    return this.#upwardsFrom(name).some((each) => Object.hasOwn(client.packages, each));
  }

  /** Those that touch the patterns of a folder: as its client lists them, the ORM itself first, then what these bring. */
  touching(folder: string): string[] {
    const own = Object.keys(this.#clients.get(folder)?.packages ?? {});
    return [...new Set([...own, ...this.names])].filter((name) => this.touches(name, folder));
  }

  /**
   * The patterns that read with any of these packages. Those of an ORM that would have to be installed for it only where
   * nothing that is there reads with the package.
   */
  readonly readWith = (names: readonly (string | undefined)[]): ((pattern: string) => boolean) => {
    const there = [...this.#clients.values()].filter(({ isOnDemand }) => !isOnDemand).map(({ folder }) => folder);
    const isOthers = (name: string | undefined): boolean => !there.some((folder) => this.touches(name, folder));
    return (pattern) => {
      const folder = folderOf(pattern);
      return names.some((name) => this.touches(name, folder) && (there.includes(folder) || isOthers(name)));
    };
  };
}

/** One that a client says nothing of leaves what others say; of two oldest versions the older refuses what none can read with. */
function merged(before: PackageRule | undefined, rule: PackageRule): PackageRule {
  const bounds = [before?.oldest, rule.oldest].filter((bound) => bound !== undefined);
  const [oldest] = bounds.sort((a, b) => semver.compare(a.version, b.version));
  const broughtBy = before?.broughtBy ?? rule.broughtBy;
  const releasedWith = before?.releasedWith ?? rule.releasedWith;
  return {
    ...(oldest && { oldest }),
    ...(broughtBy !== undefined && { broughtBy }),
    ...(releasedWith !== undefined && { releasedWith }),
  };
}
