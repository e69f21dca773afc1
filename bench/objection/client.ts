/** Objection over knex, with models of our workloads: https://vincit.github.io/objection.js/guide/getting-started.html */
import type { Knex } from "knex";
import type { Model, ModelClass } from "objection";
import { defineClient } from "ormeter";

/** What patterns read: a model whose instances are told apart by their id. */
export type Target = ModelClass<Model & { readonly id: number }>;

/** knex' client has no type: this is the pool that it keeps, tarn's. */
interface WithPool {
  readonly pool: { numUsed(): number };
}

/** A connection as the pool makes it: pg's client. */
interface PgClient {
  query(sql: string, done: (error: Error | null) => void): void;
}

export default defineClient<Knex>({
  name: "Objection",
  packages: {
    objection: { oldest: { version: "3.0.0", why: "older ones don't export snakeCaseMappers to ES modules" } },
    knex: {},
    pg: {},
    "pg-query-stream": {},
  },
  usual: "query",
  connect: async ({ url, workload, schema, applicationName, connections }) => {
    const [{ default: knex }, models] = await Promise.all([import("knex"), import("./models/all.js")]);
    const source = knex({
      client: "pg",
      connection: { connectionString: url, application_name: applicationName },
      pool: {
        min: 1,
        max: connections,
        // Not as a setting of the startup's: one in the URL would take its place, and poolers don't pass it on.
        afterCreate: (connection: PgClient, done: (error: Error | null) => void) =>
          connection.query("SET default_transaction_read_only = on", done),
      },
    });
    const ask = async (sql: string) =>
      (await source.raw<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>(sql)).rows;
    await ask("SELECT 1");
    const connectionsLeft = () => (source.client as WithPool).pool.numUsed();
    const connection = {
      source,
      ask,
      connectionsLeft,
      // pg's, as its parsers give it.
      midnight: "local" as const,
      close: async () => (connectionsLeft() === 0 ? source.destroy() : undefined),
    };
    const model = models.modelOf(workload, schema)?.bindKnex(source);
    if (!model) return connection;
    return {
      ...connection,
      target: model,
      propertyOf: ({ name }, relation) => {
        const holder = relation === undefined ? model : model.getRelation(relation).relatedModelClass;
        return holder.columnNameToPropertyName(name);
      },
    };
  },
});
