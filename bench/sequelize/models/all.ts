import type { Model, ModelStatic, Sequelize } from "sequelize";
import { documents } from "./documents.js";
import { employees } from "./employees.js";

const models: Readonly<Record<string, (sequelize: Sequelize, schema: string) => ModelStatic<Model>>> = {
  documents,
  employees,
};

/** The model of a workload; undefined for one that isn't declared for Sequelize. */
export const modelOf = (sequelize: Sequelize, workload: string, schema: string): ModelStatic<Model> | undefined =>
  models[workload]?.(sequelize, schema);
