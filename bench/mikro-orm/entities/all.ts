import type { EntitySchema } from "@mikro-orm/postgresql";
import { documents } from "./documents.js";
import { employees } from "./employees.js";

const entities: Readonly<Record<string, (schema: string) => EntitySchema>> = { documents, employees };

/** The entity of a workload; undefined for one that isn't declared for MikroORM. */
export const entityOf = (workload: string, schema: string): EntitySchema | undefined => entities[workload]?.(schema);
