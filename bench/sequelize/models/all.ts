import type { Model, ModelStatic, Sequelize } from "sequelize";
import { departmentModels } from "./departments.js";
import { documents } from "./documents.js";
import { employees } from "./employees.js";

type Define = (sequelize: Sequelize, schema: string) => ModelStatic<Model>;

const departments: Define = (sequelize, schema) => departmentModels(sequelize, schema).departments;

const models: Readonly<Record<string, Define>> = {
  departments,
  "departments-of-hundred": departments,
  "departments-of-one": departments,
  documents,
  employees,
  "employees-with-department": (sequelize, schema) => departmentModels(sequelize, schema).departmentEmployees,
};

/** The model of a workload; undefined for one that isn't declared for Sequelize. */
export const modelOf = (sequelize: Sequelize, workload: string, schema: string): ModelStatic<Model> | undefined =>
  models[workload]?.(sequelize, schema);
