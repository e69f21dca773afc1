import { Model, snakeCaseMappers, type ModelClass } from "objection";

/** The model of the workload `employees`, in the schema that its rows were loaded into. */
export const employees = (schema: string): ModelClass<Model> =>
  class Employee extends Model {
    static override readonly tableName = `${schema}.employees`;
    static override readonly columnNameMappers = snakeCaseMappers();

    // Declared only: fields would be initialised with undefined before a row's values are set.
    declare readonly id: number;
    declare readonly firstName: string;
    declare readonly lastName: string;
    declare readonly email: string;
    declare readonly jobTitle: string;
    declare readonly salary: string;
    declare readonly hiredOn: Date;
    declare readonly lastSeenAt: Date;
    declare readonly active: boolean;
    declare readonly managerId: number | null;
    declare readonly notes: string | null;
  };
