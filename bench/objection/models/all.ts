import type { ModelClass, Model } from "objection";
import { departmentModels } from "./departments.js";
import { documents } from "./documents.js";
import { employees } from "./employees.js";

const departments = (schema: string) => departmentModels(schema).Department;

const models: Readonly<Record<string, (schema: string) => ModelClass<Model>>> = {
  departments,
  "departments-of-hundred": departments,
  "departments-of-one": departments,
  documents,
  employees,
  "employees-with-department": (schema) => departmentModels(schema).DepartmentEmployee,
};

/** The model of a workload, which knows those of what it holds; undefined for one that isn't declared for Objection. */
export const modelOf = (workload: string, schema: string): ModelClass<Model> | undefined => models[workload]?.(schema);
