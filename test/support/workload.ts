/** Our own workload, for what opens a database without a command. */
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { packageRoot } from "../../src/config/project.js";
import type { LoadableWorkload } from "../../src/engines/engine.js";

/** The compiled one, since a process of its own loads it. */
export const employees: LoadableWorkload = {
  name: "employees",
  table: "employees",
  relations: [],
  version: 1,
  smallRows: 5_000,
  bytesPerRow: 200,
  module: pathToFileURL(join(packageRoot(), "dist", "bench", "employees.workload.js")).href,
};
