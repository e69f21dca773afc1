/** TypeORM: a DataSource with the entities of our workloads, or one of the project's own. */
import type { DataSource, DataSourceOptions, EntityMetadata, EntityTarget, ObjectLiteral } from "typeorm";
import { defineClient, readOnlyPool, type Connection } from "ormeter";

/** What a DataSource of ours is made from, beside its entities. */
export type OurDataSourceOptions = Pick<Extract<DataSourceOptions, { type: "postgres" }>, "url" | "schema"> &
  Partial<
    Pick<Extract<DataSourceOptions, { type: "postgres" }>, "poolSize" | "applicationName" | "migrations" | "logger">
  >;

/** The entity of each workload. Imported when it is wanted: ormeter's main process loads this file, and no ORM. */
const entities = async (): Promise<Readonly<Record<string, EntityTarget<ObjectLiteral>>>> => {
  const [{ Department }, { DepartmentEmployee }, { Document }, { Employee }] = await Promise.all([
    import("../../entities/department.js"),
    import("../../entities/department-employee.js"),
    import("../../entities/document.js"),
    import("../../entities/employee.js"),
  ]);
  return {
    departments: Department,
    "departments-of-hundred": Department,
    "departments-of-one": Department,
    documents: Document,
    employees: Employee,
    "employees-with-department": DepartmentEmployee,
  };
};

/** A DataSource that is not connected yet. */
export async function ourDataSource(options: OurDataSourceOptions): Promise<DataSource> {
  const { DataSource } = await import("typeorm");
  return new DataSource({
    type: "postgres",
    entities: [...new Set(Object.values(await entities()))] as never[],
    migrationsTransactionMode: "each",
    // Extensions are the server owner's business.
    installExtensions: false,
    ...options,
  });
}

/** A DataSource that is connected, read-only. */
async function reading(source: DataSource, snapshot?: string): Promise<Connection<DataSource>> {
  await source.initialize();
  // TypeORM's PostgreSQL driver keeps its pg pool under this name.
  const { master } = source.driver as unknown as { readonly master: unknown };
  return { source, ...(await readOnlyPool(master, () => source.destroy(), snapshot)) };
}

/** With the entity that is read. */
function withTarget(connection: Connection<DataSource>, metadata: EntityMetadata): Connection<DataSource> {
  const own = propertiesOf(metadata);
  const related = new Map(
    metadata.relations.map(({ propertyName, inverseEntityMetadata }) => [
      propertyName,
      propertiesOf(inverseEntityMetadata),
    ]),
  );
  return {
    ...connection,
    target: metadata.target,
    propertyOf: ({ name }, relation) => (relation === undefined ? own : related.get(relation))?.get(name) ?? name,
  };
}

/** Properties by columns. */
function propertiesOf({ columns }: EntityMetadata): ReadonlyMap<string, string> {
  // Not those of columns without a property of their own, which are called as a relation is: a lazy one would be loaded.
  const own = columns.filter(({ isVirtual }) => !isVirtual);
  return new Map(own.map(({ databaseName, propertyPath }) => [databaseName, propertyPath]));
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
  // Its time grows with the square of the roots, and more.
  onRequest: ["find-relations-query"],
  quick: ["get-many", "take-keyset", "stream-entities", "join", "roots-then-related", "stream-trees"],
  connect: async ({ url, workload, schema, part, snapshot, own, applicationName, connections }) => {
    if (!own) {
      const connection = await reading(await ourDataSource({ url, schema, applicationName, poolSize: connections }));
      const target = (await entities())[workload];
      return target === undefined ? connection : withTarget(connection, connection.source.getMetadata(target));
    }
    const { findDataSource, readingLike, readPart } = await import("./connecting/their-data-source.js");
    const theirs = await findDataSource(own);
    const connection = await reading(readingLike(theirs, { url, applicationName, poolSize: connections }), snapshot);
    const { source } = connection;
    if (own.query) {
      const { describeQuery, findQuery, giveQuery, propertiesOf } = await import("./connecting/their-query.js");
      try {
        const builder = await findQuery(source, own);
        const query = describeQuery(source, builder);
        const properties = propertiesOf(builder);
        return {
          ...connection,
          query,
          target: giveQuery(source, builder, query, part),
          propertyOf: ({ name }) => properties.get(name) ?? name,
          rawKeyOf: ({ name }) => name,
        };
      } catch (error) {
        await connection.close();
        throw error;
      }
    }
    const metadata = source.entityMetadatas.find(({ name }) => name === own.entity);
    if (!metadata) return connection;
    if (part !== undefined) readPart(source, metadata, part);
    return withTarget(connection, metadata);
  },
  describe: async (own) => {
    const [{ describeDataSource }, { findDataSource }] = await Promise.all([
      import("./connecting/describe-entities.js"),
      import("./connecting/their-data-source.js"),
    ]);
    return describeDataSource(await findDataSource(own));
  },
});
