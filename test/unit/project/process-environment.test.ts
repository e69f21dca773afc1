import { dropConnectionVariables, withTemporaryFolder } from "../../../src/project/process-environment.js";

test("the temporary folder is another one for as long as the action takes, and is put back when it fails", async () => {
  // Jest's process.env is a copy that the system's calls don't see; hence the variable and not what os.tmpdir() says.
  const named = () => process.env[process.platform === "win32" ? "TEMP" : "TMPDIR"];
  const before = named();
  expect(await withTemporaryFolder("/elsewhere", () => Promise.resolve(named()))).toBe("/elsewhere");
  await expect(withTemporaryFolder("/elsewhere", () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(named()).toBe(before);
});

test("what PostgreSQL's clients would read is taken out of the environment, but for the file of passwords", () => {
  const mine = { PGOPTIONS: "-c work_mem=1MB", PGSSLMODE: "prefer", PGPASSFILE: "/secret" };
  const before = Object.keys(mine).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, mine);
  try {
    dropConnectionVariables();
    expect(Object.keys(mine).filter((name) => process.env[name] !== undefined)).toEqual(["PGPASSFILE"]);
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
});
