/** Sequelize with models of our workloads: https://sequelize.org/docs/v6/getting-started/ */
import type { Model, ModelStatic, Sequelize } from "sequelize";
import { defineClient } from "ormeter";

/** What patterns read: a model whose instances are told apart by their id. */
export type Target = ModelStatic<Model & { readonly id: number }>;

/** Sequelize keeps its pool under this name, and declares no type for it. */
interface WithPool {
  readonly pool: { readonly using: number };
}

/** Properties by columns. */
const propertiesOf = (model: ModelStatic<Model>) =>
  new Map(Object.entries(model.getAttributes()).map(([property, { field }]) => [field, property]));

export default defineClient<Sequelize>({
  name: "Sequelize",
  packages: {
    sequelize: {
      oldest: { version: "6.12.0", why: "the reads are ES modules, and import what older ones don't export to these" },
    },
    pg: {},
  },
  usual: "find-all",
  connect: async ({ url, workload, schema, applicationName, connections }) => {
    const [{ QueryTypes, Sequelize }, models] = await Promise.all([import("sequelize"), import("./models/all.js")]);
    const sequelize = new Sequelize(url, {
      logging: false,
      pool: { min: 1, max: connections },
      dialectOptions: { application_name: applicationName },
    });
    // Not as a setting of the startup's: one in the URL would take its place, and poolers don't pass it on.
    sequelize.addHook("afterConnect", async (connection) => {
      await (connection as { query(sql: string): Promise<unknown> }).query("SET default_transaction_read_only = on");
    });
    const ask = (sql: string) => sequelize.query<Record<string, unknown>>(sql, { type: QueryTypes.SELECT });
    await sequelize.authenticate();
    const connectionsLeft = () => (sequelize.connectionManager as unknown as WithPool).pool.using;
    const connection = {
      source: sequelize,
      ask,
      connectionsLeft,
      close: async () => (connectionsLeft() === 0 ? sequelize.close() : undefined),
    };
    const model = models.modelOf(sequelize, workload, schema);
    if (!model) return connection;
    const own = propertiesOf(model);
    const related = new Map(
      Object.entries(model.associations).map(([name, { target }]) => [name, propertiesOf(target)]),
    );
    return {
      ...connection,
      target: model,
      // A day is text here (DATEONLY), so there is no midnight to name.
      propertyOf: ({ name }, relation) => (relation === undefined ? own : related.get(relation))?.get(name) ?? name,
    };
  },
});
