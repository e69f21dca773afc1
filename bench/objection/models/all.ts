import type { ModelClass, Model } from "objection";
import { documents } from "./documents.js";
import { employees } from "./employees.js";

const models: Readonly<Record<string, (schema: string) => ModelClass<Model>>> = { documents, employees };

/** The model of a workload; undefined for one that isn't declared for Objection. */
export const modelOf = (workload: string, schema: string): ModelClass<Model> | undefined => models[workload]?.(schema);
