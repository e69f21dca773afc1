import { defineEntity, p } from "@mikro-orm/postgresql";

/** The entities of the workloads of departments, in the schema that their rows were loaded into, and how they belong together. */
export function departmentEntities(schema: string) {
  const department = defineEntity({
    name: "Department",
    tableName: "departments",
    schema,
    properties: {
      id: p.integer().primary(),
      name: p.text(),
      city: p.text(),
      budget: p.decimal().precision(12).scale(2),
      foundedOn: p.date(),
      // Functions, since each names the other entity.
      employees: () => p.oneToMany(departmentEmployee).mappedBy("department"),
    },
  });
  const departmentEmployee = defineEntity({
    name: "DepartmentEmployee",
    tableName: "department_employees",
    schema,
    properties: {
      id: p.integer().primary(),
      department: () => p.manyToOne(department).nullable(),
      // The same column as what it is: an entity, and null where there is none, would have to be asked for its id.
      departmentId: p.integer().nullable().persist(false),
      firstName: p.text(),
      lastName: p.text(),
      email: p.text(),
      jobTitle: p.text(),
      salary: p.decimal().precision(10).scale(2),
      hiredOn: p.date(),
      lastSeenAt: p.datetime(3),
      active: p.boolean(),
      notes: p.text().nullable(),
    },
  });
  return { department, departmentEmployee };
}
