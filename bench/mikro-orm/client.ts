/** MikroORM with entities of our workloads: https://mikro-orm.io/docs/6.6/usage-with-sql. Version 7 reads by the same files. */
import type { EntitySchema, MikroORM } from "@mikro-orm/postgresql";
import { defineClient, readOnlyPool } from "ormeter";

/** What patterns read: an entity whose instances are told apart by their id. */
export type Target = EntitySchema<{ id: number }>;

/** knex' client has no type: this is the pool that it keeps, tarn's. */
interface WithPool {
  readonly pool: { numUsed(): number };
}

/** A connection as the pool makes it: pg's client. */
interface PgClient {
  query(sql: string, done: (error: Error | null) => void): void;
}

/** What ormeter asks of version 6. */
async function overKnex(orm: Pick<MikroORM, "em" | "close">) {
  const ask = (sql: string) => orm.em.getConnection().execute<Record<string, unknown>[]>(sql);
  await ask("SELECT 1");
  const connectionsLeft = () => (orm.em.getKnex().client as WithPool).pool.numUsed();
  return { ask, connectionsLeft, close: async () => (connectionsLeft() === 0 ? orm.close() : undefined) };
}

/** What ormeter asks of version 7. */
async function overPool(orm: Pick<MikroORM, "em" | "close">, snapshot: string | undefined) {
  const { getNativeClient } = orm.em.getConnection() as unknown as { getNativeClient?: () => Promise<unknown> };
  if (!getNativeClient) throw new Error("Of MikroORM 7 the reads need 7.2, from which on it gives its pool.");
  const pool = await getNativeClient.call(orm.em.getConnection());
  return readOnlyPool(pool, () => orm.close(), snapshot);
}

export default defineClient<MikroORM>({
  name: "MikroORM",
  packages: {
    "@mikro-orm/postgresql": {
      oldest: { version: "6.5.9", why: "entities are defined with its `p`, which came with it" },
    },
    // MikroORM wants both in its own version.
    "@mikro-orm/core": { broughtBy: "@mikro-orm/postgresql" },
    // Version 6's and version 7's.
    "@mikro-orm/knex": { broughtBy: "@mikro-orm/postgresql" },
    "@mikro-orm/sql": { broughtBy: "@mikro-orm/postgresql" },
    // Not knex or kysely, of which it has one for itself, in an exact version: another one that is asked for wouldn't be what reads.
    pg: {},
    "pg-query-stream": {},
  },
  usual: "find",
  // By version 7 what it allocates grows with the square of the roots.
  onRequest: ["init-each"],
  connect: async ({ url, workload, schema, snapshot, applicationName, connections }) => {
    const [mikro, entities] = await Promise.all([import("@mikro-orm/postgresql"), import("./entities/all.js")]);
    const { MikroORM, ReferenceKind } = mikro;
    // Version 7 has kysely in its place, and a pool of pg's.
    const isOverKnex = "knex" in mikro;
    const known = entities.entitiesOf(workload, schema);
    const driver = { connectionString: url, application_name: applicationName };
    const orm = await MikroORM.init({
      clientUrl: url,
      entities: known ? [known.roots, ...Object.values(known.related ?? {})] : [],
      discovery: { warnWhenNoEntities: false },
      // Otherwise it makes the database that it is told of, where there is none.
      ensureDatabase: false,
      pool: {
        min: 1,
        max: connections,
        ...(isOverKnex && {
          // Not as a setting of the startup's: poolers don't pass it on.
          afterCreate: (connection: PgClient, done: (error: Error | null) => void) =>
            connection.query("SET default_transaction_read_only = on", done),
        }),
      },
      // The driver gets the URL, too: of its own MikroORM drops every parameter, and it lets MIKRO_ORM_HOST and the like of
      // the environment, or of a file .env, take the place of what it is given.
      driverOptions: isOverKnex ? { connection: driver } : driver,
    });
    const connection = { source: orm, ...(isOverKnex ? await overKnex(orm) : await overPool(orm, snapshot)) };
    if (!known) return connection;
    // A day is text here, in entities and in rows, so there is no midnight to name.
    const propertiesOf = ({ meta: { className } }: EntitySchema) => {
      // Not those of relations: the column of one is another property's, too, which holds what is in it.
      const columns = orm
        .getMetadata()
        .get(className)
        .props.filter(({ kind }) => kind === ReferenceKind.SCALAR);
      return new Map(columns.flatMap(({ name, fieldNames }) => fieldNames.map((column) => [column, name])));
    };
    const own = propertiesOf(known.roots);
    const related = new Map(Object.entries(known.related ?? {}).map(([name, entity]) => [name, propertiesOf(entity)]));
    return {
      ...connection,
      target: known.roots,
      propertyOf: ({ name }, relation) => (relation === undefined ? own : related.get(relation))?.get(name) ?? name,
    };
  },
});
