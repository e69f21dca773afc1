import type { EntitySchema } from "@mikro-orm/postgresql";
import { departmentEntities } from "./departments.js";
import { documents } from "./documents.js";
import { employees } from "./employees.js";

/** What a workload is to MikroORM. */
export interface Entities {
  /** The entity of the roots. */
  readonly roots: EntitySchema;
  /** Entities of what roots hold, by the name under which they do. */
  readonly related?: Readonly<Record<string, EntitySchema>>;
}

const withEmployees = (schema: string): Entities => {
  const { department, departmentEmployee } = departmentEntities(schema);
  return { roots: department, related: { employees: departmentEmployee } };
};

const entities: Readonly<Record<string, (schema: string) => Entities>> = {
  departments: withEmployees,
  "departments-of-hundred": withEmployees,
  "departments-of-one": withEmployees,
  documents: (schema) => ({ roots: documents(schema) }),
  employees: (schema) => ({ roots: employees(schema) }),
  "employees-with-department": (schema) => {
    const { department, departmentEmployee } = departmentEntities(schema);
    return { roots: departmentEmployee, related: { department } };
  },
};

/** The entities of a workload; undefined for one that isn't declared for MikroORM. */
export const entitiesOf = (workload: string, schema: string): Entities | undefined => entities[workload]?.(schema);
