import { getMetadataArgsStorage } from "typeorm";
import { Employee } from "../../../entities/employee.js";
import { selectEmployees } from "../../../seeds/employees.js";

test("the rows are generated with the entity's columns, in the same order", () => {
  const declared = getMetadataArgsStorage().columns.filter(({ target }) => target === Employee);
  const outermost = selectEmployees(1, 2).split("\nFROM")[0] ?? "";
  const names = [...outermost.matchAll(/ AS (\w+)(?:,|$)/gm)].map(([, name]) => name);
  expect(names).toEqual(declared.map(({ propertyName, options }) => options.name ?? propertyName));
});

describe("the rows' generator", () => {
  test("asks for the rows from the first to the last", () => {
    expect(selectEmployees(17, 4_711)).toContain("generate_series(17::bigint, 4711::bigint)");
  });

  test("uses nothing whose result a setting, a session or a version may change", () => {
    expect(selectEmployees(1, 10)).not.toMatch(/random|hash|md5|now\(|current_|to_char|lower\(|upper\(|timestamp '/i);
  });

  test("writes texts as literals that read the same whatever the server's settings are", () => {
    const sql = selectEmployees(1, 10);
    expect(sql).toContain("E'O''Brien'");
    expect(sql).toContain(String.raw`C:\\hr\\archive\\N`);
  });
});

test("a salary is a number in the entity, a numeric of two decimals in the database", () => {
  const salary = getMetadataArgsStorage().columns.find(({ propertyName }) => propertyName === "salary");
  const transformer = salary?.options.transformer;
  if (!transformer || Array.isArray(transformer)) throw new Error("The salary has no single transformer.");
  expect(transformer.from("30000.10")).toBe(30_000.1);
  expect(transformer.to(30_000.1)).toBe("30000.10");
  expect(transformer.from(null)).toBeNull();
  expect(transformer.to(null)).toBeNull();
});
