import { Model, snakeCaseMappers, type ModelClass, type RelationMappings } from "objection";

/** The models of the workloads of departments, in the schema that their rows were loaded into, and how they belong together. */
export function departmentModels(schema: string): Record<"Department" | "DepartmentEmployee", ModelClass<Model>> {
  class Department extends Model {
    static override readonly tableName = `${schema}.departments`;
    static override readonly columnNameMappers = snakeCaseMappers();

    // Functions, since each names the other model. Columns are called here as the database has them.
    static override readonly relationMappings = (): RelationMappings => ({
      employees: {
        relation: Model.HasManyRelation,
        modelClass: DepartmentEmployee,
        join: { from: `${Department.tableName}.id`, to: `${DepartmentEmployee.tableName}.department_id` },
      },
    });

    // Declared only: fields would be initialised with undefined before a row's values are set.
    declare readonly id: number;
    declare readonly name: string;
    declare readonly city: string;
    declare readonly budget: string;
    declare readonly foundedOn: Date;
    declare readonly employees?: DepartmentEmployee[];
  }

  class DepartmentEmployee extends Model {
    static override readonly tableName = `${schema}.department_employees`;
    static override readonly columnNameMappers = snakeCaseMappers();

    static override readonly relationMappings = (): RelationMappings => ({
      department: {
        relation: Model.BelongsToOneRelation,
        modelClass: Department,
        join: { from: `${DepartmentEmployee.tableName}.department_id`, to: `${Department.tableName}.id` },
      },
    });

    declare readonly id: number;
    declare readonly departmentId: number | null;
    declare readonly firstName: string;
    declare readonly lastName: string;
    declare readonly email: string;
    declare readonly jobTitle: string;
    declare readonly salary: string;
    declare readonly hiredOn: Date;
    declare readonly lastSeenAt: Date;
    declare readonly active: boolean;
    declare readonly notes: string | null;
    declare readonly department?: Department | null;
  }

  return { Department, DepartmentEmployee };
}
