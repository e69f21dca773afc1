import { defineEntity, p } from "@mikro-orm/postgresql";

/** The entity of the workload `documents`, in the schema that its rows were loaded into. */
export const documents = (schema: string) =>
  defineEntity({
    name: "Document",
    tableName: "documents",
    schema,
    properties: {
      id: p.integer().primary(),
      title: p.text(),
      body: p.text(),
      properties: p.json<object>(),
      updatedAt: p.datetime(3),
    },
  });
