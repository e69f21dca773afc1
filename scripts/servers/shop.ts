/** What a user has: a database with a table, a role that may only read it, and a project with an entity of it. */
import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../src/config/project.js";
import { password, type Postgres, type Servers } from "../faults/server.js";

/** The role that may only SELECT. */
export const reader = "reader";

const rows = 3_000;

/** Makes the database `shop` with a table of a composite key, and the reader. */
export async function makeShop(server: Postgres, { extension = true } = {}): Promise<void> {
  await server.query(`CREATE ROLE ${reader} LOGIN PASSWORD '${password}'`);
  await server.query(`CREATE ROLE ada LOGIN PASSWORD '${password}'`);
  await server.query("CREATE DATABASE shop OWNER ada");
  const inShop = (text: string) => server.query(text, "shop");
  if (extension) await inShop("CREATE EXTENSION pg_stat_statements; GRANT pg_read_all_stats TO reader");
  await inShop(
    `CREATE SCHEMA sales;
     CREATE TABLE sales.orders (region text, number bigint, total numeric(10,2) NOT NULL, tags text[] NOT NULL,
       details jsonb, placed timestamptz NOT NULL, deleted timestamptz, PRIMARY KEY (region, number));
     INSERT INTO sales.orders
       SELECT 'SENTINEL ' || n % 3, n, n / 7.0, ARRAY['SENTINEL', n::text], jsonb_build_object('n', n),
         timestamptz '2026-01-31 10:00:00Z' + n * interval '1 minute 1 microsecond',
         CASE WHEN n % 10 = 0 THEN now() END
       FROM generate_series(1, ${String(rows)}) AS n;
     GRANT USAGE ON SCHEMA sales TO reader;
     GRANT SELECT ON sales.orders TO reader`,
  );
}

const dataSource = `
import { DataSource, EntitySchema } from "typeorm";
export const Order = new EntitySchema({
  name: "Order", schema: "sales", tableName: "orders",
  columns: {
    region: { type: "text", primary: true },
    number: { type: "bigint", primary: true },
    total: { type: "numeric", precision: 10, scale: 2 },
    tags: { type: "text", array: true },
    details: { type: "jsonb", nullable: true },
    placed: { type: "timestamptz" },
    deleted: { type: "timestamptz", nullable: true, deleteDate: true },
  },
});
export default new DataSource({ type: "postgres", entities: [Order] });
`;

/** Makes a project with the entity; gives its folder. */
export async function makeShopProject(servers: Servers): Promise<string> {
  const folder = servers.project();
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "shop", private: true, type: "module" }));
  await writeFile(join(folder, "data-source.ts"), dataSource);
  await symlink(join(packageRoot(), "node_modules"), join(folder, "node_modules"));
  return folder;
}
