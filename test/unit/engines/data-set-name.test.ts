import { dataSetSchema, mostRows, rowsOfSchema } from "../../../src/engines/data-set-name.js";

test.each([1, 999, 1_000_000, mostRows])("the schema of %d rows says how many they are", (rows) => {
  expect(rowsOfSchema(dataSetSchema(rows))).toBe(rows);
});

test.each([
  undefined,
  "public",
  "ormeter_",
  "ormeter_0",
  "ormeter_-5",
  "ormeter_1.5",
  "ormeter_100000001",
  "ormeter_1; x",
])("a schema named %s is no data set's", (schema) => {
  expect(() => rowsOfSchema(schema)).toThrow(`must be ormeter_<rows>, rows from 1 to 100000000; got ${String(schema)}`);
});
