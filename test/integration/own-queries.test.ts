/** Queries and functions of a project's own, on its own tables: read by the built command in a folder of a stranger's. */
import { join } from "node:path";
import type { Result } from "../../src/results/schema.js";
import { readResult } from "../../src/results/store.js";
import { query } from "../../scripts/query.js";
import { install, makeProject } from "../support/compiled-project.js";
import { runIn } from "../support/run-in.js";
import { removeFolder, type Ended } from "../program.js";
import { TemporaryProject } from "./temporary-project.js";

const dataSource = `
  import "reflect-metadata";
  import { Column, DataSource, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from "typeorm";
  @Entity("customers")
  export class Customer {
    @PrimaryColumn("uuid") id!: string;
    @Column({ name: "full_name" }) name!: string;
  }
  @Entity("orders")
  export class Order {
    @PrimaryColumn() id!: number;
    @Column("numeric") total!: string;
    @Column() status!: string;
    @Column("timestamptz") placed!: Date;
    @ManyToOne(() => Customer) @JoinColumn({ name: "customer_id" }) customer!: unknown;
    @OneToMany(() => Item, (item) => item.order) items!: unknown;
  }
  @Entity("items")
  export class Item {
    @PrimaryColumn() id!: number;
    @ManyToOne(() => Order, (order) => order.items) @JoinColumn({ name: "order_id" }) order!: unknown;
  }
  export default new DataSource({ type: "postgres", entities: [Customer, Order, Item] });
`;

/** As many applications do: it connects as soon as it is imported, to where nothing is. */
const app = `
  import { DataSource } from "typeorm";
  export const started = new DataSource({ type: "postgres", host: "127.0.0.1", port: 1 }).initialize();
`;

const queries = `
  import "./app";
  import type { DataSource } from "typeorm";
  import { Order } from "./data-source";
  const orders = (source: DataSource) => source.getRepository(Order).createQueryBuilder("o");
  export const recent = async (source: DataSource) =>
    orders(source).leftJoinAndSelect("o.customer", "c").orderBy("o.placed", "DESC")
      .where("o.status IN (:...status) AND o.placed > :since", { status: ["it's", "paid"], since: new Date(0) });
  export const sums = (source: DataSource) =>
    orders(source).select("o.status", "status").addSelect("SUM(o.total)", "sum").groupBy("o.status");
  export const withItems = (source: DataSource) => orders(source).leftJoinAndSelect("o.items", "i");
`;

const reads = `
  import type { DataSource } from "typeorm";
  import { Order } from "./data-source";
  interface Given { source: DataSource; consume: (row: unknown) => void }
  export const all = ({ source }: Given) => source.getRepository(Order).find();
  export const writing = ({ source }: Given) => source.query("DELETE FROM items");
  export const odd = async () => [Math.random()];
`;

let database: TemporaryProject;
let folder: string;
let url: string;

beforeAll(async () => {
  database = await TemporaryProject.create();
  ({ adminUrl: url } = await database.open());
  await query(
    url,
    `CREATE TABLE customers (id uuid PRIMARY KEY, full_name text NOT NULL);
     CREATE TABLE orders (id int PRIMARY KEY, total numeric NOT NULL, status text NOT NULL, placed timestamptz NOT NULL,
       customer_id uuid REFERENCES customers);
     CREATE TABLE items (id int PRIMARY KEY, order_id int REFERENCES orders);
     INSERT INTO customers SELECT gen_random_uuid(), 'Customer ' || n FROM generate_series(1, 10) AS n;
     INSERT INTO orders SELECT n, n * 1.25, (ARRAY['it''s', 'paid', 'open'])[1 + n % 3], now() - n * interval '1 minute',
       CASE WHEN n % 5 > 0 THEN (SELECT id FROM customers OFFSET n % 10 LIMIT 1) END FROM generate_series(1, 9000) AS n;
     INSERT INTO items SELECT n, 1 + n % 100 FROM generate_series(1, 300) AS n`,
  );
  folder = await makeProject({
    "package.json": { name: "theirs" },
    "tsconfig.json": {
      compilerOptions: {
        module: "commonjs",
        target: "es2022",
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
      },
    },
    "src/data-source.ts": dataSource,
    "src/app.ts": app,
    "src/queries.ts": queries,
    "src/broken.ts": `throw new Error("There is no setting.");\nexport const broken = () => 1;`,
    "src/reads.ts": reads,
    "large.sql": "-- the largest\nSELECT id, total FROM orders WHERE total > 5000 ORDER BY total DESC;\n",
    "typo.sql": "SELECT id,\n  totl\nFROM orders",
  });
  install(folder, "typeorm", "pg", "pg-query-stream", "pg-cursor", "reflect-metadata", "typescript");
});
afterAll(async () => {
  await database.remove();
  await removeFolder(folder);
});

/** Runs the command where the project is. */
const bench = (out: string, ...flags: string[]): Promise<Ended> =>
  runIn(folder, ["bench", "--rounds=1", `--out=${out}`, ...flags], { DATABASE_URL: url });

const resultOf = (...out: string[]): Promise<Result> => readResult(join(folder, ...out));

const completed = ({ trials }: Result): string[] =>
  trials.flatMap(({ case: id, outcome }) => (outcome.kind === "completed" ? [id.split(" ", 1).join()] : [])).sort();

const leftOut = ({ dataSet }: Result): Record<string, string> =>
  Object.fromEntries((dataSet.own?.leftOut ?? []).map(({ pattern, why }) => [pattern, why]));

test("Queries are read by all patterns that can, equal to the server's own rows, and it is said which can't and why", async () => {
  const names = ["recent", "sums", "withItems"].map((name) => `src/queries.ts#${name}`);
  const { code, stderr } = await bench(
    "queries",
    "--data-source=src/data-source.ts",
    `--query=large.sql,${names.join(",")}`,
    "--patterns=get-many,get-raw-many,take-skip:pageSize=2000,stream-entities,pg/query",
  );
  expect([code, stderr]).toEqual([0, expect.stringContaining("take-skip isn't read") as string]);
  const [large, recent, sums, withItems] = await Promise.all(
    ["large", "recent", "sums", "withItems"].map((name) => resultOf("queries", name)),
  );
  if (!large || !recent || !sums || !withItems) throw new Error("A result is missing.");
  for (const { equivalence } of [large, recent, sums, withItems]) expect(equivalence).toEqual({ kind: "same" });
  for (const { dataSet } of [large, recent, sums, withItems]) expect(dataSet.expected).toHaveProperty("digest");

  expect(completed(large)).toEqual(["pg/query"]);
  expect(large.dataSet).toMatchObject({ rows: 5000, own: { kind: "query", unchecked: [] } });

  expect(completed(recent)).toEqual(["pg/query", "typeorm/get-many", "typeorm/get-raw-many", "typeorm/take-skip"]);
  expect(recent.dataSet).toMatchObject({ rows: 6000, own: { unchecked: [{ column: "o_customer_id" }] } });
  expect(leftOut(recent)).toEqual({ "typeorm/stream-entities": expect.stringContaining("isn't one entity") as string });

  const rows = ["pg/query", "typeorm/get-raw-many"];
  expect(completed(sums)).toEqual(rows);
  expect(leftOut(sums)["typeorm/get-many"]).toMatch(/^its rows are no entities/);
  expect(completed(withItems)).toEqual(rows);
  expect(leftOut(withItems)["typeorm/take-skip"]).toMatch(/of which there may be several for one Order/);
});

test("Functions are read side by side, unchecked; one that writes fails, and one that gives something else each time is named", async () => {
  const names = ["all", "writing", "odd"].map((name) => `src/reads.ts#${name}`);
  const { code, stdout } = await bench(
    "reads",
    "--data-source=src/data-source.ts",
    `--read=${names.join(",")}`,
    "--rounds=2",
  );
  expect(code).toBe(4);
  const result = await resultOf("reads");
  expect(result.equivalence).toEqual({ kind: "same" });
  expect(result.dataSet).toMatchObject({ rows: 9000, own: { kind: "functions" } });
  expect(result.dataSet.expected).toBeUndefined();
  expect(result.cases.map(({ pattern, rows }) => [pattern, rows])).toEqual([
    ["typeorm/read/all", 9000],
    ["typeorm/read/writing", 1],
    ["typeorm/read/odd", 1],
  ]);
  expect([...new Set(completed(result))]).toEqual(["typeorm/read/all", "typeorm/read/odd"]);
  const failure = { kind: "failed", message: expect.stringContaining("A read must not write") as string };
  expect(result.trials.find(({ case: id }) => id.includes("writing"))?.outcome).toMatchObject(failure);
  const said = stdout.replaceAll(/\s+/g, " ");
  expect(said).toContain("What was read can't be checked");
  expect(said).toContain("typeorm/read/odd handed over something else each time");
});

test("What is wrong with a query is said before anything is measured", async () => {
  const { code, stderr } = await bench("typo", "--query=typo.sql");
  expect(code).toBe(2);
  expect(stderr).toContain(`typo.sql in line 2, column 3: the server says "column "totl" does not exist"`);
  const broken = await bench("broken", "--data-source=src/data-source.ts", "--query=src/broken.ts#broken");
  expect(broken).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("ends with an error when it is loaded: There is no setting.") as string,
  });
  const lone = await bench("lone", "--query=src/queries.ts#recent");
  expect([lone.code, lone.stderr]).toEqual([
    2,
    expect.stringContaining("name the file that exports that, with") as string,
  ]);
});
