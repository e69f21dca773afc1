import { integer, jsonb, pgSchema, text, timestamp } from "drizzle-orm/pg-core";

/** The table of the workload `documents`, in the schema that its rows were loaded into. */
export const documents = (schema: string) =>
  pgSchema(schema).table("documents", {
    id: integer("id").primaryKey(),
    title: text("title").notNull(),
    body: text("body").notNull(),
    properties: jsonb("properties").notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true, precision: 3 }).notNull(),
  });
