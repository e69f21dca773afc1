/** Ten projects as people have them (test/fixtures/projects): every entity in every pattern that can read it. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { execa } from "execa";
import pg from "pg";
import { query } from "../../scripts/query.js";
import { entityRead } from "../../src/commands/session/entity-read.js";
import type { Applicable } from "../../src/commands/session/left-out.js";
import { applicablePatterns } from "../../src/commands/session/own-patterns.js";
import { availablePatterns } from "../../src/config/pattern-requests.js";
import { packageRoot } from "../../src/config/project.js";
import { ownRows } from "../../src/engines/postgres/own-rows.js";
import { projectPackages } from "../../src/project/clients.js";
import { globFiles } from "../../src/project/own/glob-files.js";
import { compileProject, type OwnProject } from "../../src/project/own/own-project.js";
import { readableDataSet } from "../../src/runner/readable.js";
import { shownValues } from "../../src/results/own-values.js";
import { placeProgram } from "../../src/runner/variants/place-program.js";
import type { OwnDescription, OwnSource } from "../../src/trial/client.js";
import type { PatternDescription } from "../../src/trial/protocol.js";
import { readResult } from "../../src/results/store.js";
import { makeFolder, removeFolder } from "../program.js";
import { cleanEnvironment } from "./bench-project.js";
import { TemporaryProject } from "./temporary-project.js";

const here = dirname(fileURLToPath(import.meta.url));
const fixtures = join(here, "..", "fixtures", "projects");
const names = readdirSync(fixtures).filter((name) => existsSync(join(fixtures, name, "data-source.ts")));

/** Which of several DataSources is meant. */
const exported: Readonly<Record<string, string>> = { reports: "one" };

/** What is installed in a project's database, where that is anything. */
const extensions: Readonly<Record<string, readonly string[]>> = { wiki: ["citext", "hstore", "ltree", "plpgsql"] };

/** Options with which pages and batches end in the middle of so few rows. */
const small: Readonly<Record<string, number>> = { pageSize: 7, batchSize: 7 };

/** Versions of TypeORM that aren't installed here: the oldest that can be read with, and the last before 1.0. */
const versions = {
  "0.3.0": ["pg@8.7.3", "pg-query-stream@4.2.1", "reflect-metadata@0.1.13"],
  "0.3.27": ["pg@8.11.0", "pg-query-stream@4.5.0", "reflect-metadata@0.2.2"],
};

/** What is read of an entity beside values, and in which patterns it isn't: everything that isn't as usual. */
interface Special {
  readonly unchecked?: Readonly<Record<string, string>>;
  readonly leftOut?: Readonly<Record<string, string>>;
}
const noProperty = "the entity has no property for it";
const transformed = "a transformer of the entity's changes its values";
const noKey = "it reads page by page, and without a key rows have no order that pages could follow";
const alike = (count: number) =>
  `${String(count)} of the rows are the same as another in all that the ORM identifies them by, and it makes one entity of those`;
const mayChange = (who: string) => `${who} may change it`;
const ofMedia: Special = { unchecked: { kind: noProperty, shelfId: noProperty } };

const special: Readonly<Record<string, Special>> = {
  Order: { unchecked: { customerId: noProperty } },
  OrderLine: { unchecked: { product_sku: noProperty } },
  Post: { unchecked: { authorId: noProperty } },
  Comment: {
    unchecked: {
      parentId: noProperty,
      postId: noProperty,
      text: mayChange("the entity's @AfterLoad method soften"),
      votes: mayChange("the entity's @AfterLoad method soften"),
    },
  },
  Greeting: {
    unchecked: Object.fromEntries(
      ["id", "name", "title"].map((name) => [name, mayChange("the entity's @AfterLoad method decorate")]),
    ),
    leftOut: {
      "typeorm/take-keyset":
        "it goes on behind the last key of a page, which it can't since id is of its key, and " +
        mayChange("the entity's @AfterLoad method decorate"),
    },
  },
  Medium: ofMedia,
  Book: ofMedia,
  Film: ofMedia,
  Series: ofMedia,
  Recording: ofMedia,
  Account: { unchecked: { balance: transformed, id: transformed, note: transformed } },
  Entry: {
    leftOut: {
      "typeorm/find": alike(53),
      "typeorm/get-many": alike(53),
      "typeorm/take-skip": alike(53),
      "typeorm/take-keyset":
        "it goes on behind the last key of a page, which it can't since at of its key has microseconds, and a Date keeps none",
    },
  },
  Page: { unchecked: { mpath: noProperty, parentId: noProperty } },
  Category: { unchecked: { parentName: noProperty } },
  Folder: { unchecked: { nsleft: noProperty, nsright: noProperty, parentId: noProperty } },
  Company: {
    unchecked: {
      markets: "TypeORM keeps simple-array as text of its own",
      settings: "TypeORM keeps simple-json as text of its own",
    },
  },
  Contact: { unchecked: { company_company_id: noProperty } },
  SaleByDay: { leftOut: { "typeorm/take-keyset": noKey, "typeorm/take-skip": noKey } },
  SaleWithTax: {
    leftOut: {
      "typeorm/take-keyset": "it reads page by page, and 48 of the rows have the same key as another",
      "typeorm/take-skip": "it reads page by page, and 48 of the rows have the same key as another",
    },
  },
  ShopOfSale: {
    leftOut: {
      "typeorm/find": alike(48),
      "typeorm/get-many": alike(48),
      "typeorm/take-keyset": noKey,
      "typeorm/take-skip": noKey,
    },
  },
  Ticket: { unchecked: { state: "an accessor of the entity's gives it" } },
  Message: {
    unchecked: { language: mayChange("the subscriber MessageSubscriber"), ticketId: noProperty },
  },
};

interface Read {
  readonly id: string;
  readonly rows: number;
  readonly checksum: string;
  readonly digest: string;
  readonly error?: string;
  readonly misfits?: object;
  readonly loaded: boolean;
  readonly connectionsLeft: number;
  readonly entity?: object;
}

/** The next that a process says; rejects where it ends instead. */
async function message(child: ChildProcess): Promise<unknown> {
  const listening = new AbortController();
  const { signal } = listening;
  const ended = once(child, "exit", { signal }).then(() => [{ error: "It ended instead of answering." }]);
  try {
    const [{ answer, error }] = (await Promise.race([once(child, "message", { signal }), ended])) as [
      { readonly answer?: unknown; readonly error?: string },
    ];
    if (error !== undefined) throw new Error(error);
    return answer;
  } finally {
    // The other of both is waited for no more.
    ended.catch(() => undefined);
    listening.abort();
  }
}

/** A process in which the project's files are loaded, with one version of TypeORM. */
class Reader {
  private constructor(
    readonly folder: string,
    readonly project: OwnProject,
    readonly worker: string,
    private readonly child: ChildProcess,
    readonly patterns: readonly PatternDescription[],
  ) {}

  static async start(folder: string): Promise<Reader> {
    await cp(fixtures, folder, { recursive: true });
    const sources = names.map((name) => join(folder, name, "data-source.ts"));
    const floors = (await projectPackages()).ofFloors;
    const place = async (project: OwnProject) => placeProgram(join(folder, ".ormeter"), project.files, floors);
    const first = await compileProject(folder, sources, []);
    const compiled = join(dirname(await place(first)), "..", "..", "project");
    const named = globFiles([join(compiled, "support/{entities,subscribers}/**/*{.ts,.js}")], folder, compiled);
    const project = await compileProject(folder, [...sources, ...named], []);
    const worker = await place(project);
    const child = fork(join(here, "read-projects.js"), [worker], {
      cwd: folder,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    await message(child);
    const ids = (await availablePatterns()).filter((id) => /^(typeorm|pg)\//.test(id));
    const reader = new Reader(folder, project, worker, child, []);
    return new Reader(folder, project, worker, child, await reader.ask({ kind: "patterns", ids }));
  }

  async ask<Answer>(job: object): Promise<Answer> {
    this.child.send(job);
    return (await message(this.child)) as Answer;
  }

  source(name: string): OwnSource {
    const file = this.project.fileOf(join(this.folder, name, "data-source.ts"));
    const which = exported[name];
    return { folder: "typeorm", file, ...(which !== undefined && { exported: which }) };
  }

  /** Its description, files that it names by globs included. */
  async describe(name: string): Promise<{ source: OwnSource; description: OwnDescription }> {
    const source = this.source(name);
    const description = await this.ask<OwnDescription>({ kind: "describe", own: source });
    if (description.globs.length === 0) return { source, description };
    const compiled = join(dirname(this.worker), "..", "..", "project");
    const named = globFiles(description.globs, this.folder, compiled).map(this.project.fileOf);
    const whole = { ...source, named };
    return { source: whole, description: await this.ask<OwnDescription>({ kind: "describe", own: whole }) };
  }

  async close(): Promise<void> {
    this.child.disconnect();
    await once(this.child, "exit");
  }
}

let project: TemporaryProject;
let folder: string;
let adminUrl: string;
const readers = new Map<string, Reader>();

const urlOf = (name: string): string => {
  const url = new URL(adminUrl);
  url.pathname = `/fixture_${name}`;
  return url.href;
};

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Executes a file of a project's, where it has it. */
async function execute(name: string, file: string): Promise<void> {
  const path = join(fixtures, name, file);
  if (!existsSync(path)) return;
  await query(urlOf(name), await readFile(path, "utf8"));
}

async function readerOf(version: string): Promise<Reader> {
  const known = readers.get(version);
  if (known) return known;
  const own = join(folder, version);
  await mkdir(own);
  if (version === "installed") await symlink(join(packageRoot(), "node_modules"), join(own, "node_modules"));
  else {
    await writeFile(join(own, "package.json"), "{}");
    const packages = [`typeorm@${version}`, ...versions[version as keyof typeof versions]];
    await execa("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "--legacy-peer-deps", ...packages], {
      cwd: own,
    });
  }
  const reader = await Reader.start(own);
  readers.set(version, reader);
  return reader;
}

beforeAll(async () => {
  [project, folder] = [await TemporaryProject.create(), await makeFolder()];
  ({ adminUrl } = await project.open());
  const reader = await readerOf("installed");
  for (const name of names) {
    await query(adminUrl, `CREATE DATABASE fixture_${name}`);
    await execute(name, "before.sql");
    const { source } = await reader.describe(name);
    await reader.ask({ kind: "make", own: source, url: urlOf(name) });
    await execute(name, "rows.sql");
  }
});
afterAll(async () => {
  for (const reader of readers.values()) await reader.close();
  await project.remove();
  await removeFolder(folder);
});

test("A whole bench reads every entity of one of them", async () => {
  const { folder: theirs } = await readerOf("installed");
  const flags = [
    ...["--data-source=shop/data-source.ts", `--url=${urlOf("shop")}`, "--rounds=1", "--out=run"],
    "--patterns=typeorm/find,typeorm/stream-entities,pg/copy",
  ];
  await execa(process.execPath, [join(packageRoot(), "dist", "src", "cli.js"), "bench", ...flags], {
    cwd: theirs,
    env: cleanEnvironment(),
    extendEnv: false,
  });
  for (const entity of ["Customer", "Order", "OrderLine", "Product"]) {
    const { dataSet, equivalence, trials } = await readResult(join(theirs, "run", entity));
    expect([dataSet.name, equivalence]).toEqual([entity, { kind: "same" }]);
    expect(trials.map(({ outcome }) => outcome.kind)).toEqual(["completed", "completed", "completed"]);
  }
});

describe.each(["installed", ...Object.keys(versions)])("With TypeORM %s", (version) => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await readerOf(version);
  });

  test.each(names)("the entities of the project %s are read as the server has them", async (name) => {
    const { source, description } = await reader.describe(name);
    expect(description.entities.length).toBeGreaterThan(0);
    const found: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    const sampled = description.entities.find(({ key }) => key.length > 0);
    for (const entity of description.entities) {
      // A part of one is enough of each project.
      for (const sample of entity === sampled ? [undefined, 11] : [undefined]) {
        const read = entityRead(entity, source, sample === undefined ? {} : { sample });
        const rows = await withClient(urlOf(name), (client) =>
          ownRows(client, urlOf(name), read.relation, { smallRows: 5_000, values: shownValues }),
        );
        // The driver reads the same, whatever TypeORM is beside it, and the same statement of TypeORM's in every way.
        const patterns = reader.patterns.filter(
          ({ id }) => version === "installed" || /^typeorm\/(find|get-|take-|stream-entities)/.test(id),
        );
        const requests = patterns.map(({ id, options }) => ({
          id,
          options: Object.fromEntries(Object.keys(options).map((option) => [option, small[option] ?? 1])),
        }));
        const applicable: Applicable = applicablePatterns(read, rows, requests, reader.patterns, () => true);
        const dataSet = readableDataSet(rows.measured, read.source);
        const { expected, reads } = await reader.ask<{
          expected: { rows: number; checksum: string; digest: string };
          reads: Read[];
        }>({ kind: "read", calls: applicable.requests, dataSet });
        const title = sample === undefined ? entity.name : `${entity.name}, ${String(sample)} of its rows`;
        wanted[title] = {
          ...(entity.name === "Account" && name === "schemas" ? {} : special[entity.name]),
          streamed: undefined,
          reads: reads.map(({ id }) => ({
            id,
            rows: expected.rows,
            checksum: expected.checksum,
            digest: expected.digest,
            connectionsLeft: 0,
            loaded: false,
          })),
        };
        const shapes = new Map(reads.map(({ id, entity }) => [id, entity]));
        const isLike = isDeepStrictEqual(shapes.get("typeorm/stream-entities"), shapes.get("typeorm/get-many"));
        found[title] = {
          streamed: isLike || !shapes.get("typeorm/get-many") ? undefined : shapes,
          ...(entity.unchecked.length > 0 && {
            unchecked: Object.fromEntries(entity.unchecked.map(({ column, why }) => [column, why])),
          }),
          ...(applicable.leftOut.length > 0 && {
            leftOut: Object.fromEntries(applicable.leftOut.map(({ pattern, why }) => [pattern, why])),
          }),
          reads: reads.map(({ id, rows, checksum, digest, connectionsLeft, loaded, error, misfits }) => ({
            ...{ id, rows, checksum, digest, connectionsLeft, loaded },
            ...(error !== undefined && { error }),
            ...(misfits && { misfits }),
          })),
        };
      }
    }
    expect(found).toEqual(wanted);
    // Some versions bring extensions along where nothing keeps them from it.
    const rows = await query<{ extname: string }>(urlOf(name), "SELECT extname FROM pg_extension");
    expect(rows.map(({ extname }) => extname).sort()).toEqual(extensions[name] ?? ["plpgsql"]);
  });
});
