import { relations } from "drizzle-orm";
import { boolean, date, integer, numeric, pgSchema, text, timestamp } from "drizzle-orm/pg-core";

/** The tables of the workloads of departments, in the schema that their rows were loaded into, and how they belong together. */
export function departmentTables(schema: string) {
  const { table } = pgSchema(schema);
  const departments = table("departments", {
    id: integer("id").primaryKey(),
    name: text("name").notNull(),
    city: text("city").notNull(),
    budget: numeric("budget", { precision: 12, scale: 2 }).notNull(),
    foundedOn: date("founded_on").notNull(),
  });
  const departmentEmployees = table("department_employees", {
    id: integer("id").primaryKey(),
    departmentId: integer("department_id"),
    firstName: text("first_name").notNull(),
    lastName: text("last_name").notNull(),
    email: text("email").notNull(),
    jobTitle: text("job_title").notNull(),
    salary: numeric("salary", { precision: 10, scale: 2 }).notNull(),
    hiredOn: date("hired_on").notNull(),
    lastSeenAt: timestamp("last_seen_at", { withTimezone: true, precision: 3 }).notNull(),
    active: boolean("active").notNull(),
    notes: text("notes"),
  });
  return {
    departments,
    departmentEmployees,
    departmentRelations: relations(departments, ({ many }) => ({ employees: many(departmentEmployees) })),
    departmentEmployeeRelations: relations(departmentEmployees, ({ one }) => ({
      department: one(departments, { fields: [departmentEmployees.departmentId], references: [departments.id] }),
    })),
  };
}
