import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DataSource, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn, type Logger } from "typeorm";
import { Department } from "../../entities/department.js";
import { DepartmentEmployee } from "../../entities/department-employee.js";
import { Employee } from "../../entities/employee.js";
import { projectWorkload } from "../../src/project/workloads.js";
import { readableDataSet } from "../../src/runner/readable.js";
import { connectorOf, shapeOf, type Connection } from "../../src/trial/connections.js";
import { digestOf, rowHash } from "../../src/trial/digest.js";
import type { Pattern } from "../../src/trial/pattern.js";
import type { ReadableDataSet } from "../../src/trial/protocol.js";
import { treeTexts } from "../../src/trial/tree.js";
import { read as readWith } from "../../src/trial/trial.js";
import { query } from "../../scripts/query.js";
import { TemporaryProject } from "./temporary-project.js";

/** What is read by which patterns, and how many roots. */
interface Reading {
  readonly workload: string;
  readonly rows: number;
  readonly dataSet: ReadableDataSet;
  readonly connections: ReadonlyMap<string, Connection>;
}

const bench = join(dirname(fileURLToPath(import.meta.url)), "../../bench");
const all = ["typeorm", "pg"].flatMap((folder) =>
  readdirSync(join(bench, folder))
    .filter((file) => file.endsWith(".ts") && file !== "client.ts")
    .map((file) => `${folder}/${file.replace(/\.ts$/, "")}`),
);
const patterns = new Map<string, Pattern>();
for (const id of all) patterns.set(id, ((await import(`../../bench/${id}.js`)) as { default: Pattern }).default);

function patternOf(id: string): Pattern {
  const pattern = patterns.get(id);
  if (!pattern) throw new Error(`There is no ${id}.`);
  return pattern;
}

const readers = (holds?: "many" | "one") =>
  all.filter((id) => (holds === undefined ? !patternOf(id).relations : patternOf(id).relations?.includes(holds)));

const cases: readonly [workload: string, id: string][] = [
  ...readers().map((id) => ["employees", id] as [string, string]),
  ...readers("many").map((id) => ["departments", id] as [string, string]),
  ...readers("one").map((id) => ["employees-with-department", id] as [string, string]),
];
const sizes: Readonly<Record<string, number>> = {
  employees: 1_000,
  // One of them has no employees.
  departments: 45,
  "employees-with-department": 300,
};
/** What others are held against. */
const references: Readonly<Record<string, string>> = {
  employees: "typeorm/get-many",
  departments: "typeorm/join",
  "employees-with-department": "typeorm/join",
};
const rootOf: Readonly<Record<string, unknown>> = {
  employees: Employee,
  departments: Department,
  "employees-with-department": DepartmentEmployee,
};

let project: TemporaryProject;
let adminUrl: string | undefined;
const readings = new Map<string, Reading>();
beforeAll(async () => {
  project = await TemporaryProject.create();
  for (const [workload, rows] of Object.entries(sizes)) {
    // One server holds all of them; whoever comes second is its guest.
    const database = await project.open({ rows, workload: await projectWorkload(workload), url: adminUrl });
    await database.prepare(rows);
    const dataSet = readableDataSet(await database.table(rows));
    const connections = new Map<string, Connection>();
    for (const folder of ["typeorm", "pg"]) {
      const connect = await connectorOf(folder);
      connections.set(folder, await connect(dataSet, folder));
    }
    if (adminUrl !== undefined) await database.close();
    adminUrl ??= database.adminUrl;
    readings.set(workload, { workload, rows, dataSet, connections });
  }
});
afterAll(async () => {
  for (const { connections } of readings.values()) {
    for (const connection of connections.values()) await connection.close();
  }
  // A pool says that it has ended before its sockets have; a server that stops meanwhile would tell them off.
  while ((await sessions()).length > 0) await sleep(20);
  await project.remove();
});

/** What the server's sessions for the patterns are doing. */
const sessions = (): Promise<{ state: string }[]> =>
  query(adminUrl ?? "", "SELECT state FROM pg_stat_activity WHERE application_name IN ('typeorm', 'pg')");

const folderOf = (id: string): string => id.slice(0, id.indexOf("/"));

function readingOf(workload: string): Reading {
  const reading = readings.get(workload);
  if (!reading) throw new Error(`${workload} isn't loaded.`);
  return reading;
}

function connectionOf(id: string, workload = "employees"): Connection {
  const connection = readingOf(workload).connections.get(folderOf(id));
  if (!connection) throw new Error(`Nothing is connected for ${id}.`);
  return connection;
}

/** Reads with the pattern's own options, but for those that are given. */
async function read(
  id: string,
  consume: (row: unknown) => void,
  options: Record<string, number> = {},
  workload = "employees",
) {
  const pattern = patternOf(id);
  const defaults = Object.entries(pattern.options).map(([name, option]) => [name, option.default]);
  const merged = { ...(Object.fromEntries(defaults) as Record<string, number>), ...options };
  return readWith(pattern, { id, options: merged }, connectionOf(id, workload), readingOf(workload).dataSet, consume);
}

/** Everything that a pattern reads, as one digest. */
async function digest(workload: string, id: string, options: Record<string, number> = {}): Promise<string> {
  const { dataSet, rows } = readingOf(workload);
  const toText = treeTexts(dataSet, shapeOf(patternOf(id), connectionOf(id, workload)));
  const hashes: string[] = [];
  await read(id, (row) => hashes.push(rowHash(toText(row))), options, workload);
  expect(hashes).toHaveLength(rows);
  return digestOf(hashes);
}

/** Any statement on a connection of the pool that the pattern reads through. */
async function serves(workload: string, id: string): Promise<void> {
  const { source } = connectionOf(id, workload) as { source: { query: (text: string) => Promise<unknown> } };
  await source.query("SELECT 1");
}

test("Nothing that is read here is read by no pattern", () => {
  for (const workload of Object.keys(sizes))
    expect(cases.filter(([name]) => name === workload).length).toBeGreaterThan(3);
});

describe.each(cases)("%s by %s", (workload, id) => {
  const reference = references[workload] ?? "";

  test("calls itself what its file is called", () => {
    expect(patternOf(id).name).toBe(id.slice(id.indexOf("/") + 1));
  });

  test("reads what the reference reads, to the last character, and gives its connection back", async () => {
    expect(await digest(workload, id)).toBe(await digest(workload, reference));
    expect(connectionOf(id, workload).connectionsLeft()).toBe(0);
  });

  test("reads every row once whatever its options are set to", async () => {
    const { rows } = readingOf(workload);
    for (const name of Object.keys(patternOf(id).options)) {
      // Fewer than the rows and no divisor of them; as many; more.
      for (const size of [7, rows, 10 * rows]) {
        expect(await digest(workload, id, { [name]: size })).toBe(await digest(workload, id));
      }
    }
  });

  test("passes on what consume throws, and leaves no connection, cursor or transaction behind", async () => {
    const enough = new Error("enough");
    // More often than the pool has connections, so that a leak would be waited for in vain.
    for (let time = 1; time <= 6; time++) {
      let read10 = 0;
      const consume = () => {
        if (++read10 > 10) throw enough;
      };
      await expect(read(id, consume, {}, workload)).rejects.toBe(enough);
      expect(read10).toBe(11);
      expect(connectionOf(id, workload).connectionsLeft()).toBe(0);
    }
    await serves(workload, id);
    // A session whose connection was closed under it ends when it next writes.
    while ((await sessions()).some(({ state }) => state !== "idle")) await sleep(20);
    expect(await digest(workload, id)).toBe(await digest(workload, reference));
  });

  test("yields entities if it says so, and raw rows otherwise", async () => {
    const kinds = new Set<boolean>();
    const entity = rootOf[workload] as new () => unknown;
    await read(id, (row) => kinds.add(row instanceof entity), {}, workload);
    expect([...kinds]).toEqual([patternOf(id).yields === "entity"]);
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

/** A department whose employees are loaded when they are awaited. */
@Entity("departments")
class LazyDepartment {
  @PrimaryColumn({ type: "integer" })
  id!: number;

  @OneToMany(() => LazyEmployee, ({ department }) => department, { lazy: true })
  employees!: Promise<LazyEmployee[]>;
}

@Entity("department_employees")
class LazyEmployee {
  @PrimaryColumn({ type: "integer" })
  id!: number;

  @ManyToOne(() => LazyDepartment, ({ employees }) => employees, { lazy: true })
  @JoinColumn({ name: "department_id" })
  department!: Promise<LazyDepartment | null>;
}

test("typeorm/load-each asks for a root's rows by the statement that a lazy relation sends", async () => {
  const { url, schema } = readingOf("departments").dataSet;
  const sent: string[] = [];
  const nothing = () => undefined;
  const logger: Logger = {
    logQuery: (statement) => sent.push(statement),
    ...{ logQueryError: nothing, logQuerySlow: nothing, logSchemaBuild: nothing, logMigration: nothing, log: nothing },
  };
  const entities = [LazyDepartment, LazyEmployee];
  const source = new DataSource({ type: "postgres", url, schema, entities, logger, logging: ["query"] });
  await source.initialize();
  try {
    const [root] = await source.getRepository(LazyDepartment).find({ order: { id: "ASC" }, take: 1 });
    if (!root) throw new Error("There is no department.");
    sent.length = 0;
    const awaited = await root.employees;
    const loaded = await source.createQueryBuilder().relation(LazyDepartment, "employees").of(root).loadMany();
    expect(sent).toEqual([expect.stringContaining("department_employees") as string, sent[0]]);
    expect(awaited.length).toBeGreaterThan(0);
    expect(loaded.map((each) => (each as LazyEmployee).id)).toEqual(awaited.map((each) => each.id));
  } finally {
    await source.destroy();
  }
});
