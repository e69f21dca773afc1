import { watchUnsetVariables } from "../../../src/trial/unset-variables.js";

const real = process.env;
afterEach(() => {
  process.env = real;
});

test("The environment stays what it is to whoever looks at it, and only names are noted, of a project's own files", () => {
  process.env = { SET: "1" };
  const unset = watchUnsetVariables();
  expect([process.env["SET"], process.env["NOT_SET"]]).toEqual(["1", undefined]);
  // Which asks by a symbol.
  expect(Object.prototype.toString.call(process.env)).toBe("[object Object]");
  // This test is no file of a project's.
  expect(unset()).toEqual([]);
});
