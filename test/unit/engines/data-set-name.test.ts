import { dataSetSchema } from "../../../src/engines/data-set-name.js";

test("a data set's schema says which workload it is of, and how many rows it has", () => {
  expect(dataSetSchema("employees", 1_000_000)).toBe("ormeter_employees_1000000");
  expect(dataSetSchema("employees-with-department", 10)).toBe("ormeter_employees_with_department_10");
});
