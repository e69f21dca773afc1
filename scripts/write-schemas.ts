/** Writes the JSON schemas that are in the package; run by scripts/build.js when all is compiled. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { configFlags } from "../src/commands/config-keys.js";
import { configSchema } from "../src/config/config-schema.js";
import { packageRoot } from "../src/config/project.js";
import { resultSchema } from "../src/results/result-schema.js";

const folder = join(packageRoot(), "dist", "schema");
const schemas = { "config.json": configSchema(configFlags()), "result.json": resultSchema() };

await mkdir(folder, { recursive: true });
for (const [name, schema] of Object.entries(schemas)) {
  await writeFile(join(folder, name), `${JSON.stringify(schema, undefined, 2)}\n`);
}
