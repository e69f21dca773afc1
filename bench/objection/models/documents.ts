import { Model, snakeCaseMappers, type ModelClass } from "objection";

/** The model of the workload `documents`, in the schema that its rows were loaded into. */
export const documents = (schema: string): ModelClass<Model> =>
  class Document extends Model {
    static override readonly tableName = `${schema}.documents`;
    static override readonly columnNameMappers = snakeCaseMappers();

    // Declared only: fields would be initialised with undefined before a row's values are set.
    declare readonly id: number;
    declare readonly title: string;
    declare readonly body: string;
    declare readonly properties: object;
    declare readonly updatedAt: Date;
  };
