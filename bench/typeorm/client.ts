/** TypeORM: a DataSource with the entities of our workloads. */
import type { DataSource, DataSourceOptions, EntityTarget, ObjectLiteral } from "typeorm";
import { defineClient, readOnlyPool } from "ormeter";

/** What a DataSource of ours is made from, beside its entities. */
export type OurDataSourceOptions = Pick<Extract<DataSourceOptions, { type: "postgres" }>, "url" | "schema"> &
  Partial<
    Pick<Extract<DataSourceOptions, { type: "postgres" }>, "poolSize" | "applicationName" | "migrations" | "logger">
  >;

/** The entity of each workload. Imported when it is wanted: ormeter's main process loads this file, and no ORM. */
const entities = async (): Promise<Readonly<Record<string, EntityTarget<ObjectLiteral>>>> => {
  const { Employee } = await import("../../entities/employee.js");
  return { employees: Employee };
};

/** A DataSource that is not connected yet. */
export async function ourDataSource(options: OurDataSourceOptions): Promise<DataSource> {
  const { DataSource } = await import("typeorm");
  return new DataSource({
    type: "postgres",
    entities: Object.values(await entities()) as never[],
    migrationsTransactionMode: "each",
    // Extensions are the server owner's business.
    installExtensions: false,
    ...options,
  });
}

export default defineClient<DataSource>({
  name: "TypeORM",
  packages: {
    typeorm: { oldest: { version: "0.3.0", why: "the reads use DataSource, which came with it" } },
    pg: {},
    "pg-query-stream": {},
    "pg-cursor": {},
  },
  usual: "get-many",
  connect: async ({ url, workload, schema, applicationName, connections }) => {
    const source = await ourDataSource({ url, schema, applicationName, poolSize: connections });
    await source.initialize();
    // TypeORM's PostgreSQL driver keeps its pg pool under this name.
    const { master } = source.driver as unknown as { readonly master: unknown };
    const pool = await readOnlyPool(master, () => source.destroy());
    const target = (await entities())[workload];
    if (target === undefined) return { source, ...pool };
    const properties = new Map(
      source.getMetadata(target).columns.map(({ databaseName, propertyPath }) => [databaseName, propertyPath]),
    );
    return { source, target, ...pool, propertyOf: ({ name }) => properties.get(name) ?? name };
  },
});
