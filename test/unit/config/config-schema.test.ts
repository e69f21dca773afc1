import { Ajv2020 } from "ajv/dist/2020.js";
import { configFlags, configKeys } from "../../../src/commands/config-keys.js";
import { loadConfig } from "../../../src/config/config-file.js";
import { configSchema } from "../../../src/config/config-schema.js";
import { flag } from "../../../src/flags/flag.js";
import type { Config } from "../../../src/project/config.js";
import { join } from "node:path";
import { makeProject } from "../../support/compiled-project.js";
import { removeFolder } from "../../program.js";

const validate = new Ajv2020().compile(configSchema(configFlags()));

const whole: Config = {
  $schema: "./node_modules/ormeter/schema/config.json",
  dataSource: "src/data-source.ts",
  entity: ["Order", "Customer"],
  table: "orders",
  urlFrom: "DATABASE_URL",
  sample: "100k",
  rows: 1000,
  timeout: "90s",
  budget: 300,
  strict: true,
};

test("A config of JSON that names its schema is taken by that, and by ormeter", async () => {
  expect(validate(whole)).toBe(true);
  const folder = await makeProject({ "ormeter.config.json": whole });
  try {
    const { values } = await loadConfig(join(folder, "ormeter.config.json"), configKeys());
    expect(values).toEqual({
      dataSource: "src/data-source.ts",
      entity: "Order,Customer",
      table: "orders",
      urlFrom: "DATABASE_URL",
      sample: "100k",
      rows: "1000",
      timeout: "90s",
      budget: "300",
      strict: true,
    });
  } finally {
    await removeFolder(folder);
  }
});

test.each([
  [{ entities: ["Order"] }],
  [{ strict: "yes" }],
  [{ rows: -1 }],
  [{ entity: [1] }],
  [{ url: "postgresql://" }],
])("The schema refuses %p", (config) => {
  expect(validate(config)).toBe(false);
});

test("A flag whose placeholder says nothing of its type is found out when the schema is made", () => {
  expect(() => configSchema([flag("--new <thing>", "what is new", (text) => text)])).toThrow("what <thing> may be");
});
