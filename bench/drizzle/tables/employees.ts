import { boolean, date, integer, numeric, pgSchema, text, timestamp } from "drizzle-orm/pg-core";

/** The table of the workload `employees`, in the schema that its rows were loaded into. */
export const employees = (schema: string) =>
  pgSchema(schema).table("employees", {
    id: integer("id").primaryKey(),
    firstName: text("first_name").notNull(),
    lastName: text("last_name").notNull(),
    email: text("email").notNull(),
    jobTitle: text("job_title").notNull(),
    salary: numeric("salary", { precision: 10, scale: 2 }).notNull(),
    hiredOn: date("hired_on").notNull(),
    lastSeenAt: timestamp("last_seen_at", { withTimezone: true, precision: 3 }).notNull(),
    active: boolean("active").notNull(),
    managerId: integer("manager_id"),
    notes: text("notes"),
  });
