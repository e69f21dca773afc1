import { defineEntity, p } from "@mikro-orm/postgresql";

/** The entity of the workload `employees`, in the schema that its rows were loaded into. */
export const employees = (schema: string) =>
  defineEntity({
    name: "Employee",
    tableName: "employees",
    schema,
    properties: {
      id: p.integer().primary(),
      firstName: p.text(),
      lastName: p.text(),
      email: p.text(),
      jobTitle: p.text(),
      salary: p.decimal().precision(10).scale(2),
      hiredOn: p.date(),
      lastSeenAt: p.datetime(3),
      active: p.boolean(),
      managerId: p.integer().nullable(),
      notes: p.text().nullable(),
    },
  });
