import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { DataSource } from "typeorm";
import { Employee } from "../../entities/employee.js";
import { readableDataSet } from "../../src/runner/readable.js";
import { connectorOf, shapeOf, type Connection } from "../../src/trial/connections.js";
import { digestOf, rowHash, rowTexts } from "../../src/trial/digest.js";
import type { Pattern } from "../../src/trial/pattern.js";
import type { ReadableDataSet } from "../../src/trial/protocol.js";
import { read as readWith } from "../../src/trial/trial.js";
import { query } from "../../scripts/query.js";
import { TemporaryProject, type ObservedDatabase } from "./temporary-project.js";

const rows = 1_000;
const bench = join(dirname(fileURLToPath(import.meta.url)), "../../bench");
const ids = ["typeorm", "pg"].flatMap((folder) =>
  readdirSync(join(bench, folder))
    .filter((file) => file.endsWith(".ts") && file !== "client.ts")
    .map((file) => `${folder}/${file.replace(/\.ts$/, "")}`),
);

let project: TemporaryProject;
let database: ObservedDatabase;
let dataSet: ReadableDataSet;
const connections = new Map<string, Connection>();
beforeAll(async () => {
  project = await TemporaryProject.create();
  database = await project.open({ rows });
  await database.prepare(rows);
  dataSet = readableDataSet(await database.table(rows));
  for (const folder of ["typeorm", "pg"]) {
    const connect = await connectorOf(folder);
    connections.set(folder, await connect(dataSet, folder));
  }
});
afterAll(async () => {
  for (const connection of connections.values()) await connection.close();
  // A pool says that it has ended before its sockets have; a server that stops meanwhile would tell them off.
  while ((await sessions()).length > 0) await sleep(20);
  await project.remove();
});

/** What the server's sessions for the patterns are doing. */
const sessions = (): Promise<{ state: string }[]> =>
  query(database.adminUrl, "SELECT state FROM pg_stat_activity WHERE application_name IN ('typeorm', 'pg')");

const folderOf = (id: string): string => id.slice(0, id.indexOf("/"));

function connectionOf(id: string): Connection {
  const connection = connections.get(folderOf(id));
  if (!connection) throw new Error(`Nothing is connected for ${id}.`);
  return connection;
}

const patternOf = async (id: string): Promise<Pattern> =>
  ((await import(`../../bench/${id}.js`)) as { default: Pattern }).default;

/** Reads with the pattern's own options, but for those that are given. */
async function read(id: string, consume: (row: unknown) => void, options: Record<string, number> = {}) {
  const pattern = await patternOf(id);
  const defaults = Object.entries(pattern.options).map(([name, option]) => [name, option.default]);
  const merged = { ...(Object.fromEntries(defaults) as Record<string, number>), ...options };
  return readWith(pattern, { id, options: merged }, connectionOf(id), dataSet, consume);
}

/** Everything that a pattern reads, as one digest. */
async function digest(id: string, options: Record<string, number> = {}): Promise<string> {
  const toText = rowTexts(dataSet.columns, shapeOf(await patternOf(id), connectionOf(id)));
  const hashes: string[] = [];
  await read(id, (row) => hashes.push(rowHash(toText(row))), options);
  expect(hashes).toHaveLength(rows);
  return digestOf(hashes);
}

/** Any statement on a connection of the pool that the pattern reads through. */
async function serves(id: string): Promise<void> {
  const { source } = connectionOf(id) as { source: { query: (text: string) => Promise<unknown> } };
  await source.query("SELECT 1");
}

describe.each(ids)("%s", (id) => {
  test("calls itself what its file is called", async () => {
    expect((await patternOf(id)).name).toBe(id.slice(id.indexOf("/") + 1));
  });

  test("reads what getMany reads, to the last character, and gives its connection back", async () => {
    expect(await digest(id)).toBe(await digest("typeorm/get-many"));
    expect(connectionOf(id).connectionsLeft()).toBe(0);
  });

  test("reads every row once whatever its options are set to", async () => {
    for (const name of Object.keys((await patternOf(id)).options)) {
      // Fewer than the rows and no divisor of them; as many; more.
      for (const size of [7, rows, 10 * rows]) expect(await digest(id, { [name]: size })).toBe(await digest(id));
    }
  });

  test("passes on what consume throws, and leaves no connection, cursor or transaction behind", async () => {
    const enough = new Error("enough");
    // More often than the pool has connections, so that a leak would be waited for in vain.
    for (let time = 1; time <= 6; time++) {
      let read10 = 0;
      const reading = read(id, () => {
        if (++read10 > 10) throw enough;
      });
      await expect(reading).rejects.toBe(enough);
      expect(read10).toBe(11);
      expect(connectionOf(id).connectionsLeft()).toBe(0);
    }
    await serves(id);
    // A session whose connection was closed under it ends when it next writes.
    while ((await sessions()).some(({ state }) => state !== "idle")) await sleep(20);
    expect(await digest(id)).toBe(await digest("typeorm/get-many"));
  });

  test("yields entities if it says so, and raw rows otherwise", async () => {
    const kinds = new Set<boolean>();
    await read(id, (row) => kinds.add(row instanceof Employee));
    expect([...kinds]).toEqual([(await patternOf(id)).yields === "entity"]);
  });
});

describe("typeorm/stream-entities", () => {
  const collect = async (id: string): Promise<Employee[]> => {
    const employees: Employee[] = [];
    await read(id, (row) => employees.push(row as Employee), id === "typeorm/stream-entities" ? { batchSize: 64 } : {});
    return employees.sort((a, b) => a.id - b.id);
  };

  test("gives the entities that getMany gives: prototypes, conversions, transformers and nulls", async () => {
    const [streamed, buffered] = [await collect("typeorm/stream-entities"), await collect("typeorm/get-many")];
    expect(streamed).toStrictEqual(buffered);
    expect(streamed.every((employee) => Object.getPrototypeOf(employee) === Employee.prototype)).toBe(true);
    // What there is to get wrong is in the data.
    expect(streamed[0]).toMatchObject({ id: 1, managerId: null, lastSeenAt: expect.any(Date) as unknown });
    expect(streamed.map(({ salary }) => typeof salary)).not.toContain("string");
    expect(streamed.every(({ hiredOn }) => /^\d{4}-\d\d-\d\d$/.test(hiredOn))).toBe(true);
    expect(streamed.some(({ notes }) => notes === null)).toBe(true);
    expect(streamed.some(({ notes }) => notes !== null && /[^\x20-\x7e]/.test(notes))).toBe(true);
  });

  test("tells a subscriber of every entity, as getMany does", async () => {
    const { subscribers } = connectionOf("typeorm/get-many").source as DataSource;
    const loaded: unknown[] = [];
    subscribers.push({ listenTo: () => Employee, afterLoad: (entity: unknown) => void loaded.push(entity) });
    try {
      const streamed = await collect("typeorm/stream-entities");
      expect(new Set(loaded)).toEqual(new Set(streamed));
      const buffered = await collect("typeorm/get-many");
      expect(loaded).toHaveLength(streamed.length + buffered.length);
    } finally {
      subscribers.pop();
    }
  });
});
